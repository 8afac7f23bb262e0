import { type Clock, systemClock } from '../../../src/clock.ts'
import { createLog, type Log } from '../../../src/telemetry/log.ts'
import { Secret } from '../../../src/secret.ts'
import { createRedisStore, type RedisStore } from '../../../src/redis/index.ts'

/** The shared store of a gateway with this secret, connected. */
export const openStore = async (
  url: string,
  secret = 'a secret',
  { clock = systemClock, log = createLog({ level: 'silent' }) }: { clock?: Clock; log?: Log } = {},
): Promise<RedisStore> => {
  const store = createRedisStore({
    url: new Secret(url),
    secret: new Secret(secret),
    log,
    clock,
    random: () => 0.5,
    timeoutMs: 2_000,
  })
  await store.ready
  return store
}
