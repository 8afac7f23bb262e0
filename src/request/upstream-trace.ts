import type { NetworkName } from '../global-id.ts'
import { currentField, type FieldPath, keysOf } from './current-field.ts'

/** How the cache took part in a call; see `extensions.upstream` in docs/shield.md. */
export type CacheOutcome = 'miss' | 'coalesced' | 'revalidate' | 'stale' | Unsent

/** Why a call that was needed was not sent: an open circuit, a budget that is used up or paused, or a closed network. */
export type Unsent = 'breaker' | 'budget' | 'closed'

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

/** A call that is under way. */
export type SentCall = Pick<TracedCall, 'ids' | 'cache'>

/** Records the upstream calls of one request. Exists only for requests that want to see them. */
export interface Trace {
  /** A call has ended, or was not sent. */
  call(call: TracedCall): void
  /** A call is about to be sent. For those that end after the response; the others are shown when they end. */
  sending?(call: SentCall): void
  /** A model came from a cache. */
  hit(): void
  report(): TraceReport
}

/** A call as clients see it. */
export interface ReportedCall extends Omit<TracedCall, 'network' | 'startedAt'> {
  readonly network: string
  /** Path of the field that caused it: the first one where several share it. Empty where none did. */
  readonly field: readonly (string | number)[]
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
  const calls: (TracedCall & { readonly causedBy: FieldPath | undefined })[] = []
  let cacheHits = 0
  return {
    call: (call) => void calls.push({ ...call, causedBy: currentField() }),
    hit: () => void (cacheHits += 1),
    report() {
      const coalesced = calls.filter((call) => call.cache === 'coalesced').length
      return {
        calls: calls.map(({ startedAt, durationMs, cache, causedBy, ...call }) => ({
          ...call,
          field: keysOf(causedBy),
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

/** The trace of a call in the background. */
export interface BackgroundTrace {
  readonly trace: Trace
  /** Resolves when the call has been sent, or was not sent. */
  readonly decided: Promise<void>
  /** Shows a call as sent, unless it is decided already. */
  assume(call: SentCall): void
}

/**
 * Shows a call that the response does not wait for when it is sent: as `revalidate`, or as `coalesced` where another
 * request makes it. Of a call that is not sent, it shows why.
 *
 * @param show adds a row for a call that has been sent
 */
export const createBackgroundTrace = (trace: Trace, show: (call: SentCall) => void): BackgroundTrace => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isAssumed = false
  let isDecided = false
  const decide = (): void => {
    isDecided = true
    resolve()
  }
  const sending = ({ ids, cache }: SentCall): void => {
    if (!isAssumed) show({ ids, cache: cache === 'miss' ? 'revalidate' : cache })
    decide()
  }
  return {
    trace: {
      ...trace,
      sending,
      call(call) {
        if (call.method === 'NONE' && !isAssumed) trace.call(call)
        decide()
      },
    },
    decided: promise,
    assume(call) {
      if (isDecided) return
      sending(call)
      isAssumed = true
    },
  }
}
