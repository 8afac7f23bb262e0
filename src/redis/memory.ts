import type { Log } from '../telemetry/log.ts'
import type { RedisClient, RedisConnection } from './connection.ts'

/** Milliseconds between two looks at Redis's memory. */
const INTERVAL_MS = 1_000
/** The part of `maxmemory` from which cache entries are no longer written: the rest is for logouts and limits. */
const CACHE_SHARE = 3 / 4

/** What Redis says about its memory. */
export interface MemoryUse {
  /** Undefined if Redis does not say. */
  readonly policy: string | undefined
  readonly usedBytes: number
  /** 0: unlimited. */
  readonly maxBytes: number
}

/** Reads a value from the reply to INFO. */
export const infoOf = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]

export const toMemoryUse = (info: string): MemoryUse => ({
  policy: infoOf(info, 'maxmemory_policy'),
  usedBytes: Number(infoOf(info, 'used_memory') ?? 0),
  maxBytes: Number(infoOf(info, 'maxmemory') ?? 0),
})

export const isNearlyFull = ({ usedBytes, maxBytes }: MemoryUse): boolean =>
  maxBytes > 0 && usedBytes >= maxBytes * CACHE_SHARE

/** Keeps cache entries from taking the memory that logouts, cooldowns and counts of attempts need. */
export interface RedisMemory {
  /** Looks at a new connection, and warns if Redis may evict what must not be forgotten. */
  inspect(client: RedisClient): Promise<void>
  /** Whether there is room for a cache entry; if so, it counts until the next look. */
  hasRoomFor(bytes: number): boolean
  close(): void
}

export interface RedisMemoryOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly log: Log
  readonly intervalMs?: number | undefined
}

export const createRedisMemory = (options: RedisMemoryOptions): RedisMemory => {
  const { connection, log, intervalMs = INTERVAL_MS } = options
  let use: MemoryUse = { policy: undefined, usedBytes: 0, maxBytes: 0 }
  /** Bytes of cache entries that this gateway has written since the last look. */
  let writtenBytes = 0
  let warnedOf: string | undefined

  const look = async (client: RedisClient): Promise<void> => {
    use = toMemoryUse(await client.info('memory'))
    writtenBytes = 0
  }

  const warnOfPolicy = (): void => {
    const policy = use.policy ?? 'unknown'
    if (policy === 'noeviction' || policy === warnedOf) return
    warnedOf = policy
    log.warn('Redis may forget logouts and limits: set its maxmemory-policy to noeviction', { policy })
  }

  const lookAgain = (): void => {
    if (use.policy !== undefined) void connection.run(look)
  }
  const timer = setInterval(lookAgain, intervalMs).unref()

  return {
    async inspect(client) {
      // Its user may not be permitted to run INFO.
      await look(client).catch(() => undefined)
      warnOfPolicy()
    },
    hasRoomFor(bytes) {
      if (isNearlyFull({ ...use, usedBytes: use.usedBytes + writtenBytes + bytes })) return false
      writtenBytes += bytes
      return true
    },
    close: () => clearInterval(timer),
  }
}
