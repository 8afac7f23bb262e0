import type { TestRedis } from './redis.ts'
import { openRelay } from './relay.ts'

/** The one address of a primary that may change, as operators have it; open connections stay where they are. */
export interface RedisAddress {
  readonly url: string
  pointTo(redis: TestRedis): void
  close(): void
}

export const startRedisAddress = async (): Promise<RedisAddress> => {
  const { port, aimAt, close } = await openRelay()
  return { url: `redis://127.0.0.1:${port}`, pointTo: (redis) => aimAt(redis.port), close }
}
