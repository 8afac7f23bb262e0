import type { Cancellation } from '../cancellation.ts'
import type { CacheDependencies, RecordedDependencies } from './cache-dependencies.ts'
import type { Caller } from './caller.ts'
import type { RequestSpan, Span } from '../telemetry/spans/span.ts'
import type { RequestRecord } from './request-record.ts'
import type { Staleness } from './staleness.ts'
import type { UpstreamTime } from './upstream-time.ts'
import type { Trace } from './upstream-trace.ts'

export type { Caller } from './caller.ts'

/** What an upstream call needs to know about the request that waits for it. */
export interface CallContext {
  readonly id: string
  /** Aborted when nobody waits any more, or when the time limit of the request has passed. */
  readonly signal?: Cancellation | undefined
  readonly trace?: Trace | undefined
  /** Left out for calls that no response waits for. */
  readonly upstreamTime?: Pick<UpstreamTime, 'add'> | undefined
  /** Where spans are recorded. */
  readonly span?: Span | undefined
  /** Of the response that this call alone is made for, where that may be cached. */
  readonly cacheDependencies?: CacheDependencies | undefined
}

/** The context of a call that goes on when the client disconnects. */
export const withoutSignal = ({ id, trace, upstreamTime, span }: CallContext): CallContext => ({
  id,
  trace,
  upstreamTime,
  span,
})

/** One GraphQL request, as data sources see it. */
export interface GatewayRequest extends CallContext {
  readonly caller: Caller
  readonly span?: RequestSpan | undefined
  /** For the access log. */
  readonly record?: RequestRecord | undefined
  /** Absent where the response is not cached. */
  readonly cacheDependencies?: RecordedDependencies | undefined
  /** Calls to rate-limited lookups that this document may still make. */
  readonly limitedCalls: { left: number }
  /** Left out: no kind of call is limited. Set when the document's cost is known. */
  callAllowance?: Map<string, number> | undefined
  /** The models that come from stale cache entries. */
  readonly stale: Map<object, Staleness>
  /** Sets the browser's SealTalk session cookie; null clears it. */
  setSessionCookie(sealed: string | null): void
}

/** Most rate-limited lookups of one document. */
export const MAX_LIMITED_CALLS = 10
