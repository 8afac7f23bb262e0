import type { Cancellation } from '../cancellation.ts'
import { type GatewayRequest, MAX_LIMITED_CALLS } from '../request/request.ts'
import type { Staleness } from '../request/staleness.ts'
import { UpstreamTime } from '../request/upstream-time.ts'
import type { RequestDeadline } from './request-deadline.ts'

/** What the server knows of a request before it is executed. */
export type IncomingFacts = Pick<
  GatewayRequest,
  'id' | 'caller' | 'trace' | 'span' | 'record' | 'cacheDependencies' | 'setSessionCookie'
>

/**
 * A request as data sources see it. It is a class because of its getter: a getter of an object literal would
 * keep the whole request in memory until the next full garbage collection. @see docs/performance.md
 */
export class IncomingRequest implements GatewayRequest {
  readonly id: string
  readonly caller: GatewayRequest['caller']
  readonly trace: GatewayRequest['trace']
  readonly span: GatewayRequest['span']
  readonly record: GatewayRequest['record']
  readonly cacheDependencies: GatewayRequest['cacheDependencies']
  readonly setSessionCookie: GatewayRequest['setSessionCookie']
  readonly limitedCalls = { left: MAX_LIMITED_CALLS }
  readonly stale = new Map<object, Staleness>()
  readonly upstreamTime = new UpstreamTime()
  readonly #deadline: RequestDeadline

  constructor(
    deadline: RequestDeadline,
    { id, caller, trace, span, record, cacheDependencies, setSessionCookie }: IncomingFacts,
  ) {
    this.id = id
    this.caller = caller
    this.trace = trace
    this.span = span
    this.record = record
    this.cacheDependencies = cacheDependencies
    this.setSessionCookie = setSessionCookie
    this.#deadline = deadline
  }

  get signal(): Cancellation {
    return this.#deadline.signal()
  }
}
