import type { RedisConnection } from './connection.ts'
import { infoOf } from './memory.ts'
import type { OpenRedis } from './modes/client.ts'

/** Milliseconds between two looks at the role of Redis. */
const INTERVAL_MS = 1_000

/** Ends the use of a server that has become a replica: what it replies may be old, and it takes no writes. */
export interface RedisRole {
  /** @throws Error if the server is a replica */
  inspect(open: Pick<OpenRedis, 'primaries'>): Promise<void>
  close(): void
}

export interface RedisRoleOptions {
  readonly connection: Pick<RedisConnection, 'run'>
}

export const createRedisRole = ({ connection }: RedisRoleOptions): RedisRole => {
  const inspect = async ({ primaries }: Pick<OpenRedis, 'primaries'>): Promise<void> => {
    // Its user may not be permitted to run INFO.
    const infos = (await primaries()).map((node) => node.info('replication').catch(() => ''))
    for (const info of await Promise.all(infos)) {
      if (infoOf(info, 'role') === 'slave') throw new Error('READONLY: this Redis is a replica')
    }
  }
  const timer = setInterval(() => void connection.run(async (_, open) => inspect(open)), INTERVAL_MS).unref()
  return { inspect, close: () => clearInterval(timer) }
}
