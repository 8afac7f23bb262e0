import { type GatewayRequest, MAX_LIMITED_CALLS, type Staleness } from '../request/request.ts'
import type { RequestDeadline } from './request-deadline.ts'

/** What is known of a request when it comes in. */
export type IncomingFacts = Pick<
  GatewayRequest,
  'id' | 'caller' | 'trace' | 'span' | 'cacheDependencies' | 'setSessionCookie'
>

/**
 * A request as data sources see it. A class for its getter's sake: a getter in an object of its own would keep
 * all of the request alive until the next full collection. @see docs/performance.md
 */
export class IncomingRequest implements GatewayRequest {
  readonly id: string
  readonly caller: GatewayRequest['caller']
  readonly trace: GatewayRequest['trace']
  readonly span: GatewayRequest['span']
  readonly cacheDependencies: GatewayRequest['cacheDependencies']
  readonly setSessionCookie: GatewayRequest['setSessionCookie']
  readonly limitedCalls = { left: MAX_LIMITED_CALLS }
  readonly stale = new Map<object, Staleness>()
  readonly #deadline: RequestDeadline

  constructor(
    deadline: RequestDeadline,
    { id, caller, trace, span, cacheDependencies, setSessionCookie }: IncomingFacts,
  ) {
    this.id = id
    this.caller = caller
    this.trace = trace
    this.span = span
    this.cacheDependencies = cacheDependencies
    this.setSessionCookie = setSessionCookie
    this.#deadline = deadline
  }

  get signal(): AbortSignal {
    return this.#deadline.signal()
  }
}
