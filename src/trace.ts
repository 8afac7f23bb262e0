import type { NetworkName } from './global-id.ts'

/** How a call was answered; see `extensions.upstream` in docs/shield.md. */
export type CacheOutcome = 'miss' | 'coalesced' | 'revalidate' | 'stale'

/** One upstream call as a caller that sent `X-Parley-Trace: 1` sees it. */
export interface TracedCall {
  readonly network: NetworkName
  readonly operation: string
  readonly method: string
  /** Without secrets. */
  readonly path: string
  /** How many ids a batch carried. */
  readonly ids: number
  /** HTTP status; null where no answer came. */
  readonly status: number | null
  readonly durationMs: number
  readonly cache: CacheOutcome
}

/** What one request cost upstream. Exists only for requests that asked for it. */
export interface Trace {
  call(call: TracedCall): void
  /** A model came from a cache. */
  hit(): void
  report(): TraceReport
}

export interface TraceReport {
  readonly calls: readonly (Omit<TracedCall, 'network'> & { readonly network: string })[]
  readonly summary: {
    readonly upstreamCalls: number
    readonly cacheHits: number
    readonly coalesced: number
    readonly batchedIds: number
  }
}

export const createTrace = (): Trace => {
  const calls: TracedCall[] = []
  let cacheHits = 0
  return {
    call: (call) => void calls.push(call),
    hit: () => void (cacheHits += 1),
    report() {
      const coalesced = calls.filter((call) => call.cache === 'coalesced').length
      const unmade = calls.filter((call) => call.cache === 'stale').length
      return {
        calls: calls.map((call) => ({
          ...call,
          network: call.network.toUpperCase(),
          durationMs: Math.round(call.durationMs * 100) / 100,
        })),
        summary: {
          upstreamCalls: calls.length - coalesced - unmade,
          cacheHits,
          coalesced,
          batchedIds: calls.reduce((sum, call) => sum + call.ids, 0),
        },
      }
    },
  }
}
