import type { IncomingHttpHeaders } from 'node:http'
import type { UpstreamCall } from '../upstream-call.ts'
import type { ResponsePath } from './waits.ts'

/** Relates a line of the log to a trace. */
export interface SpanIds {
  readonly traceId: string
  readonly spanId: string
}

/**
 * A span that upstream calls may have as their parent. Attributes contain no ids, tokens, texts or variables.
 */
export interface Span {
  readonly ids: SpanIds
  /** Records a call that has ended. @param startedAt by `performance.now()` */
  call(call: UpstreamCall, startedAt: number): SpanIds
  /** Starts the span of a batch. @param shared the batch's own span, where another request started it */
  fetch(network: string, kind: string, shared?: FetchSpan): FetchSpan
}

/** The span of a batch, or of the wait for a batch that another request started. */
export interface FetchSpan extends Span {
  /** The batch is sent: no more keys can join it. */
  left(): void
  /**
   * @param outcome `ok`, `cancelled` or an error code
   * @param keys number of keys in the batch; left out where another request started it
   */
  end(outcome: string, keys?: number): void
}

/** What is recorded of an operation. */
export interface OperationFacts {
  readonly path: 'yoga' | 'fast' | 'response-cache'
  readonly kind: 'query' | 'mutation' | 'subscription' | 'none'
  readonly name: string | undefined
  /** SHA-256 of the document in hexadecimal digits. Left out where it is known otherwise. */
  readonly document?: string | undefined
}

/** The span of a GraphQL request. */
export interface RequestSpan extends Span {
  /**
   * A resolver waits. The waits of one field of the document, for all items of a list, become one span.
   * @param field its schema coordinate, for example `User.app`
   * @param startedAt by `performance.now()`
   * @returns ends the wait: `ok`, `cancelled` or an error code
   */
  waits(field: string, path: ResponsePath, startedAt: number): (outcome: string) => void
  executed(operation: OperationFacts): void
  /** The response contains an error. */
  failed(code: string): void
  /** @param status HTTP status; left out where the client has disconnected */
  end(status?: number): void
}

/** Creates spans by OpenTelemetry's API, for the SDK that the operator has registered. */
export interface Spans {
  /** Starts the span of a request; undefined where it is not sampled. */
  request(headers: IncomingHttpHeaders, requestId: string): RequestSpan | undefined
}
