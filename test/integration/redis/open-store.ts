import { type Clock, systemClock } from '../../../src/clock.ts'
import { readSettings } from '../../../src/config/index.ts'
import { createLog, type Log } from '../../../src/telemetry/log.ts'
import { Secret } from '../../../src/secret.ts'
import { createRedisStore, type RedisStore } from '../../../src/redis/index.ts'

/** The settings of a `REDIS_URL`, with those that say more about it. */
export const redisSettings = (url: string, more: Record<string, string> = {}) => {
  const { redis } = readSettings({ REDIS_URL: url, SESSION_SECRET: 's'.repeat(32), SANDBOX: '1', ...more })
  if (!redis) throw new Error('no REDIS_URL')
  return redis
}

/** The shared store of a gateway with this secret, connected. */
export const openStore = async (
  url: string,
  secret = 'a secret',
  { clock = systemClock, log = createLog({ level: 'silent' }) }: { clock?: Clock; log?: Log } = {},
): Promise<RedisStore> => {
  const store = createRedisStore({
    settings: redisSettings(url),
    secret: new Secret(secret),
    log,
    clock,
    random: () => 0.5,
    timeoutMs: 2_000,
  })
  await store.ready
  return store
}
