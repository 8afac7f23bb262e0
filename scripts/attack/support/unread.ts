import { setTimeout } from 'node:timers/promises'
import type { Figures } from './attack.ts'
import { type LargeQuery, measureLargeQuery } from './large-query.ts'
import { describeServed, startHealthCheck, startOrdinaryUser } from './probe.ts'
import { ATTACKER, openRaw, postOf } from './raw-socket.ts'
import { startTarget, type Target } from './target.ts'

export interface UnreadOptions {
  readonly checkout: string
  readonly connections: number
  /** Megabytes of each response. */
  readonly megabytes: number
  /** Responses that each connection asks for, pipelined. */
  readonly each: number
  /** Milliseconds between two connections. */
  readonly pauseMs: number
  /** Bytes of responses that are read before: what the same work takes is not what unread responses hold. Default: 60 MB. */
  readonly warmUpBytes?: number
}

/** A gateway, and the query whose responses are not read. It has served some that were read. */
export interface UnreadTarget {
  readonly target: Target
  readonly query: LargeQuery
  /** Opens the connections. */
  open(): Promise<void>
}

export const startUnreadTarget = async (options: UnreadOptions): Promise<UnreadTarget> => {
  const { checkout, connections, megabytes, each, pauseMs, warmUpBytes = 60e6 } = options
  // Responses in a cache are no unread responses.
  const target = await startTarget({ checkout, env: { CACHE_MAX_BYTES: '8MiB' } })
  const query = await measureLargeQuery(target, megabytes)
  const warmUp = Math.ceil(warmUpBytes / query.responseBytes)
  for (let nonce = 1; nonce <= warmUp; nonce += 1) await query.send(-nonce)
  return {
    target,
    query,
    async open() {
      for (let index = 0; index < connections; index += 1) {
        const requests = Array.from({ length: each }, (_, request) =>
          postOf(query.of(index * each + request + 1)),
        )
        openRaw(target, requests.join(''), { isReading: false })
        if (pauseMs > 0) await setTimeout(pauseMs)
      }
    },
  }
}

/** Leaves responses unread until the gateway has disconnected all clients, or the time is up. */
export const leaveUnread = async (options: UnreadOptions, seconds: number): Promise<Figures> => {
  const { target, query, open } = await startUnreadTarget(options)
  const stopWatching = target.watch()
  const endUser = startOrdinaryUser(target)
  const endHealth = startHealthCheck(target)
  const startedAt = performance.now()
  await open()
  let lastSeenAt = performance.now()
  while (performance.now() < startedAt + seconds * 1_000) {
    await setTimeout(250)
    if (target.connectionsWith(ATTACKER) === 0) break
    lastSeenAt = performance.now()
  }
  const left = target.connectionsWith(ATTACKER)
  const [others, health] = await Promise.all([endUser(), endHealth()])
  const { rssGrowthMiB, peakRssMiB, maxLoopDelayMs } = await stopWatching()
  const { code, tookMs } = await target.stop()
  return {
    'bytes of each response': query.responseBytes,
    'responses per connection': options.each,
    'connections not cut': left,
    'seconds until all were cut': left > 0 ? 'never' : (lastSeenAt - startedAt) / 1_000,
    'RSS growth (MiB)': rssGrowthMiB,
    'RSS peak (MiB)': peakRssMiB,
    ...describeServed('others', others),
    ...describeServed('health', health),
    'longest event loop delay (ms)': maxLoopDelayMs,
    'stop: exit code': code,
    'stop: milliseconds': tookMs,
  }
}
