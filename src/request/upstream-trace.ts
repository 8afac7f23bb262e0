import type { NetworkName } from '../global-id.ts'

/** How the cache took part in a call; see `extensions.upstream` in docs/shield.md. */
export type CacheOutcome = 'miss' | 'coalesced' | 'revalidate' | 'stale' | Unsent

/** Why a call that was needed was not sent: an open circuit, or a budget that is used up or paused. */
export type Unsent = 'breaker' | 'budget'

/** One upstream call as a caller that sent `X-Parley-Trace: 1` sees it. */
export interface TracedCall {
  readonly network: NetworkName
  readonly operation: string
  readonly method: string
  /** Without secrets. */
  readonly path: string
  /** How many ids a batch carried. */
  readonly ids: number
  /** HTTP status; null where there was no response. */
  readonly status: number | null
  /** When it began, by `performance.now()`. */
  readonly startedAt: number
  readonly durationMs: number
  readonly cache: CacheOutcome
}

/** Records the upstream calls of one request. Exists only for requests that want to see them. */
export interface Trace {
  call(call: TracedCall): void
  /** A model came from a cache. */
  hit(): void
  report(): TraceReport
}

/** A call as clients see it. */
export interface ReportedCall extends Omit<TracedCall, 'network' | 'startedAt'> {
  readonly network: string
  /** Milliseconds after the request began; negative where it joined a call that began before. */
  readonly startedMs: number
}

export interface TraceReport {
  readonly calls: readonly ReportedCall[]
  readonly summary: {
    readonly upstreamCalls: number
    readonly cacheHits: number
    readonly coalesced: number
    readonly batchedIds: number
  }
}

const toHundredths = (ms: number): number => Math.round(ms * 100) / 100

/** @param begunAt when the request began, by `performance.now()` */
export const createTrace = (begunAt = performance.now()): Trace => {
  const calls: TracedCall[] = []
  let cacheHits = 0
  return {
    call: (call) => void calls.push(call),
    hit: () => void (cacheHits += 1),
    report() {
      const coalesced = calls.filter((call) => call.cache === 'coalesced').length
      return {
        calls: calls.map(({ startedAt, durationMs, cache, ...call }) => ({
          ...call,
          network: call.network.toUpperCase(),
          startedMs: toHundredths(startedAt - begunAt),
          durationMs: toHundredths(durationMs),
          cache,
        })),
        summary: {
          upstreamCalls: calls.filter(({ cache }) => cache === 'miss' || cache === 'revalidate').length,
          cacheHits,
          coalesced,
          batchedIds: calls.reduce((sum, { ids, method }) => (method === 'NONE' ? sum : sum + ids), 0),
        },
      }
    },
  }
}
