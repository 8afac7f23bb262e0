import type { ApiKeyRights } from '../config/api-keys.ts'
import type { ClientAddress } from '../client-address.ts'
import type { Cancellation } from '../cancellation.ts'
import type { CacheDependencies, RecordedDependencies } from './cache-dependencies.ts'
import type { RequestSpan, Span } from '../telemetry/spans/span.ts'
import type { Staleness } from './staleness.ts'
import type { UpstreamTime } from './upstream-time.ts'
import type { Trace } from './upstream-trace.ts'

/** The credentials of a request, not checked yet: each provider checks its own. */
export interface Caller {
  /** The `Authorization` header. */
  readonly authorization: string | undefined
  /** Whether `X-Api-Key` is there and one of `API_KEYS`. */
  readonly apiKey: 'absent' | 'known' | 'unknown'
  /** What a known key permits. Default: everything. */
  readonly key?: ApiKeyRights | undefined
  /** Sealed SealTalk session: the header `X-SealTalk-Session`, else the cookie. */
  readonly sealtalkSession: string | undefined
  /** Client address, through trusted proxies. */
  readonly address: ClientAddress | undefined
  /** Distinguishes callers who share the bot's budgets, by API key or else by address. Does not reveal the key. */
  readonly identity: string
  /** The same for several identities that may be one client: the blocks of an IPv6 /48. */
  readonly identityGroup?: string | undefined
}

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
