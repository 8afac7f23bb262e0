import type { CacheDependencies, RecordedDependencies } from './cache-dependencies.ts'
import type { RequestSpan, Span } from '../telemetry/spans/span.ts'
import type { Trace } from './upstream-trace.ts'

/** Who sends a request: the credentials it carries, unread; each network's room reads its own. */
export interface Caller {
  /** The `Authorization` header. */
  readonly authorization: string | undefined
  /** Whether `X-Api-Key` is there and one of `API_KEYS`. */
  readonly apiKey: 'absent' | 'known' | 'unknown'
  /** Sealed SealTalk session: the header `X-SealTalk-Session`, else the cookie. */
  readonly sealtalkSession: string | undefined
  /** Client address, through trusted proxies. */
  readonly address: string | undefined
  /** Tells callers apart who share the bot's budgets: by API key, else by address. Gives no key away. */
  readonly identity: string
}

/** Why an answer is from a copy past its time. */
export interface Staleness {
  readonly ageMs: number
  readonly reason: 'RATE_LIMITED' | 'UPSTREAM_UNAVAILABLE'
}

/** What an upstream call needs to know of whoever waits for it. */
export interface CallContext {
  readonly id: string
  /** Fires when nobody waits any more, or the request's time is up. */
  readonly signal?: AbortSignal | undefined
  readonly trace?: Trace | undefined
  /** Where somebody records spans. */
  readonly span?: Span | undefined
  /** Of the answer that this call alone is made for, where somebody wants to know. */
  readonly cacheDependencies?: CacheDependencies | undefined
}

/** One GraphQL request, as data sources see it. */
export interface GatewayRequest extends CallContext {
  readonly caller: Caller
  readonly span?: RequestSpan | undefined
  /** Absent where the answer is for this request alone. */
  readonly cacheDependencies?: RecordedDependencies | undefined
  /** Calls to rate-limited lookups that this document may still make. */
  readonly limitedCalls: { left: number }
  /** The models among those answered that are past their time. */
  readonly stale: Map<object, Staleness>
  /** Gives the browser a SealTalk session, or takes it away. */
  setSessionCookie(sealed: string | null): void
}

/** Rate-limited calls of one document. */
export const MAX_LIMITED_CALLS = 10
