import type { ResponseBody } from '../context.ts'
import type { JsonObject } from '../json.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { Caller, GatewayRequest } from '../request/request.ts'
import type { RequestRecord } from '../request/request-record.ts'
import type { Accepted } from '../response/media-types.ts'
import type { CacheableResponse } from '../response/response-cache.ts'
import type { OperationFacts, RequestSpan } from '../telemetry/spans/span.ts'

/** A GraphQL request over HTTP. Whatever takes time to work out is a method, so that a cache hit does not pay for it. */
export interface PipelineRequest {
  /** Absolute. */
  readonly url: string
  /** The bytes of a POST; undefined for a GET. */
  readonly body: Buffer<ArrayBuffer> | undefined
  readonly accepted: Accepted
  readonly caller: Caller
  /** Whether the response reports the upstream calls that it took. */
  readonly isTraced: boolean
  readonly span: RequestSpan | undefined
  /** For the access log. */
  readonly record?: RequestRecord | undefined
  /** The body as JSON, parsed once. Throws where the server rejects the body. */
  parameters(): JsonObject
  /** The request as data sources see it, created once. */
  incoming(): GatewayRequest
}

interface ResponseHead {
  /** The step that responded. */
  readonly path: OperationFacts['path']
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  /** Milliseconds for which a browser may reuse the response to a GET; 0 where it may not. */
  readonly freshMs: number
}

export interface WholeResponse extends ResponseHead {
  readonly body: ResponseBody
  /** Whether it holds a token or a code, whose length a compressed body would give away. */
  readonly isSecret: boolean
  /** Present where the response cache may store the body. */
  readonly cacheable?: CacheableResponse | undefined
}

/** The response to a document with `@defer` or `@stream`. */
export interface StreamedResponse extends ResponseHead {
  readonly stream: AsyncIterable<Uint8Array>
  /** Bytes that were built so far, whether or not they were taken from the stream. */
  readonly builtBytes: () => number
}

export type PipelineResponse = WholeResponse | StreamedResponse

export type Respond = (request: PipelineRequest) => MaybePromise<PipelineResponse>

/** Responds itself, or passes the request to the next step. */
export type Step = (request: PipelineRequest, next: Respond) => MaybePromise<PipelineResponse>
