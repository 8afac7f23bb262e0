import type { Trace } from './trace.ts'

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
}

/** One GraphQL request, as data sources see it. */
export interface GatewayRequest {
  readonly id: string
  readonly caller: Caller
  /** Fires when the caller has gone or the request's time is up. */
  readonly signal?: AbortSignal | undefined
  readonly trace?: Trace | undefined
  /** Gives the browser a SealTalk session, or takes it away. */
  setSessionCookie(sealed: string | null): void
}

/** One upstream call that has ended, for metrics and the log. Holds no ids, paths or credentials. */
export interface UpstreamEvent {
  readonly network: string
  readonly operation: string
  readonly method: string
  readonly template: string
  readonly requestId: string
  readonly status: number | null
  /** `ok`, or the error code that came of it. */
  readonly outcome: string
  readonly durationMs: number
  readonly error?: Error | undefined
}

export type ObserveUpstream = (event: UpstreamEvent) => void
