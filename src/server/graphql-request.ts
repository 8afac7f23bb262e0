import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PipelineRequest } from '../execution/step.ts'
import type { JsonObject } from '../json.ts'
import { createCacheDependencies } from '../request/cache-dependencies.ts'
import type { Caller, GatewayRequest } from '../request/request.ts'
import type { RequestRecord } from '../request/request-record.ts'
import { createTrace } from '../request/upstream-trace.ts'
import type { Accepted } from '../response/media-types.ts'
import type { RequestSpan } from '../telemetry/spans/span.ts'
import { IncomingRequest } from './incoming-request.ts'
import { parseBody } from './parameters.ts'
import { createRequestDeadline } from './request-deadline.ts'
import type { SessionCookie } from './session-cookie.ts'

/** A request as it came, once its head and body have passed the first checks. */
export interface ReceivedRequest {
  readonly id: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: string
  readonly body: Buffer<ArrayBuffer> | undefined
  readonly accepted: Accepted
  readonly caller: Caller
  readonly isTraced: boolean
  readonly span: RequestSpan | undefined
  readonly record: RequestRecord | undefined
}

export interface GraphQLRequestOptions {
  readonly maxNesting: number
  /** Milliseconds for a whole request. */
  readonly timeoutMs: number
  /** Whether responses may be cached. */
  readonly isCaching: boolean
  readonly onClientGone: () => void
  readonly sessionCookie: Pick<SessionCookie, 'write'>
}

const toTenths = (ms: number): number => Math.round(ms * 10) / 10

/** A request for the pipeline. Parses its body and sets its deadline only when a step asks for them. */
export class GraphQLRequest implements PipelineRequest {
  readonly url: string
  readonly body: Buffer<ArrayBuffer> | undefined
  readonly accepted: Accepted
  readonly caller: Caller
  readonly isTraced: boolean
  readonly span: RequestSpan | undefined
  readonly record: RequestRecord | undefined
  /** Headers that the response must carry: names and values in turn. */
  readonly cookies: string[] = []
  readonly #received: ReceivedRequest
  readonly #options: GraphQLRequestOptions
  #parameters: JsonObject | undefined
  #incoming: IncomingRequest | undefined
  readonly #startedAt = performance.now()

  constructor(received: ReceivedRequest, options: GraphQLRequestOptions) {
    this.url = received.url
    this.body = received.body
    this.accepted = received.accepted
    this.caller = received.caller
    this.isTraced = received.isTraced
    this.span = received.span
    this.record = received.record
    this.#received = received
    this.#options = options
  }

  parameters(): JsonObject {
    this.#parameters ??= this.body ? parseBody(this.body, this.#options.maxNesting) : {}
    return this.#parameters
  }

  /** Value of the header: milliseconds waited for upstream calls, and all others. */
  serverTiming(): string {
    const upstreamMs = this.#incoming?.upstreamTime.totalMs() ?? 0
    const gatewayMs = performance.now() - this.#startedAt - upstreamMs
    return `upstream;dur=${toTenths(upstreamMs)}, gateway;dur=${toTenths(Math.max(0, gatewayMs))}`
  }

  incoming(): GatewayRequest {
    this.#incoming ??= this.#createIncoming()
    return this.#incoming
  }

  #createIncoming(): IncomingRequest {
    const { id, request, response } = this.#received
    const { timeoutMs, isCaching, onClientGone, sessionCookie } = this.#options
    const incoming = new IncomingRequest(createRequestDeadline(response, timeoutMs, onClientGone), {
      id,
      caller: this.caller,
      trace: this.isTraced ? createTrace() : undefined,
      span: this.span,
      record: this.record,
      cacheDependencies: isCaching && !this.isTraced ? createCacheDependencies() : undefined,
      setSessionCookie: (sealed) =>
        void this.cookies.push('set-cookie', sessionCookie.write(request, sealed)),
    })
    if (this.record) this.record.upstreamTime = incoming.upstreamTime
    return incoming
  }
}
