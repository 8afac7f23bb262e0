import type { IncomingHttpHeaders } from 'node:http'
import type { UpstreamCall } from '../upstream-call.ts'
import type { AnswerPath } from './waits.ts'

/** Where a line of the log belongs in a trace. */
export interface SpanIds {
  readonly traceId: string
  readonly spanId: string
}

/** Something that upstream calls are made for. Attributes hold no ids, tokens, texts or variables. */
export interface Span {
  readonly ids: SpanIds
  /** A call was made for it, and has ended. @param startedAt by `performance.now()` */
  call(call: UpstreamCall, startedAt: number): SpanIds
  /** A fetch begins. @param shared the one that is waited for, where it is another request's */
  fetch(network: string, kind: string, shared?: FetchSpan): FetchSpan
}

/** A fetch of things of one kind, or the wait for another request's. */
export interface FetchSpan extends Span {
  /** It has waited long enough for company. */
  left(): void
  /**
   * @param outcome `ok`, `cancelled` or the error code that came of all of it
   * @param keys how many things it was for; left out where it is another request's
   */
  end(outcome: string, keys?: number): void
}

/** What of an operation may be told. */
export interface OperationFacts {
  readonly path: 'yoga' | 'fast' | 'response-cache'
  readonly kind: 'query' | 'mutation' | 'subscription' | 'none'
  readonly name: string | undefined
}

/** A GraphQL request. */
export interface RequestSpan extends Span {
  /**
   * A resolver waits. What it waits for at one place of the document, whatever the item, is told as one.
   * @param field in the schema's words, such as `User.app`
   * @param startedAt by `performance.now()`
   * @returns is told what came of it: `ok`, `cancelled` or an error code
   */
  waits(field: string, path: AnswerPath, startedAt: number): (outcome: string) => void
  executed(operation: OperationFacts): void
  /** The client is told of an error. */
  failed(code: string): void
  /** @param status HTTP status; left out where the client has not waited for it */
  end(status?: number): void
}

/** Spans by OpenTelemetry's API, for whatever SDK the operator has brought along. */
export interface Spans {
  /** A request begins; undefined where nobody records it. */
  request(headers: IncomingHttpHeaders, requestId: string): RequestSpan | undefined
}
