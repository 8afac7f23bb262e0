import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'
import type { RedisConnection } from './connection.ts'
import type { OpenRedis } from './modes/client.ts'
import { isReply } from './refusal.ts'

/** Milliseconds between two looks at Redis's memory. */
const INTERVAL_MS = 1_000
/** The part of `maxmemory` from which cache entries are no longer written: the rest is for logouts and limits. */
const CACHE_SHARE = 3 / 4
/** With any other, Redis may forget logouts and counts. */
export const SAFE_POLICY = 'noeviction'

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

const shareOf = ({ usedBytes, maxBytes }: MemoryUse): number => (maxBytes > 0 ? usedBytes / maxBytes : 0)

/** The use of the server with the least room, with the first policy that is not as it should be. */
export const mostUsed = (all: readonly MemoryUse[]): MemoryUse => {
  const [{ usedBytes, maxBytes } = { usedBytes: 0, maxBytes: 0 }] = all.toSorted(
    (one, other) => shareOf(other) - shareOf(one),
  )
  const { policy } = all.find((each) => each.policy !== SAFE_POLICY) ?? { policy: SAFE_POLICY }
  return { policy, usedBytes, maxBytes }
}

/** What all primaries say about their memory. */
export const readMemoryUse = async ({ primaries }: Pick<OpenRedis, 'primaries'>): Promise<MemoryUse> => {
  const infos = (await primaries()).map((node) => node.info('memory'))
  return mostUsed((await Promise.all(infos)).map(toMemoryUse))
}

/** Keeps cache entries from taking the memory that logouts, cooldowns and counts of attempts need. */
export interface RedisMemory {
  /** Looks at a new connection, and warns if Redis may evict what must not be forgotten. */
  inspect(open: OpenRedis): Promise<void>
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

  const look = async (open: OpenRedis): Promise<void> => {
    use = await readMemoryUse(open)
    writtenBytes = 0
  }

  const warnOfPolicy = (): void => {
    const policy = use.policy ?? 'unknown'
    if (policy === SAFE_POLICY || policy === warnedOf) return
    warnedOf = policy
    log.warn('Redis may forget logouts and limits: set its maxmemory-policy to noeviction', { policy })
  }

  const lookAgain = (): void => {
    if (use.policy !== undefined) void connection.run(async (_, open) => look(open))
  }
  const timer = setInterval(lookAgain, intervalMs).unref()

  return {
    async inspect(open) {
      // Its user may not be permitted to run INFO.
      await look(open).catch((error: unknown) => {
        if (!isReply(toError(error))) throw error
      })
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
