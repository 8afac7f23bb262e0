import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestRecord } from '../request/request-record.ts'
import type { RequestSpan } from '../telemetry/spans/span.ts'
import type { ErrorReply } from './error-reply.ts'
import type { Reply } from './reply.ts'
import type { StreamedReply } from './streamed-reply.ts'
import type { Target } from './target.ts'

/** Decides whether a request is executed. */
export interface Admission {
  /** The reply where the gateway is overloaded already, before a body is read. */
  foresee(): ErrorReply | undefined
  /** The request is complete and counts from now on. The reply where the gateway is overloaded. */
  enter(): ErrorReply | undefined
}

/** A request whose reply is not written yet. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly target: Target
  readonly requestId: string
  readonly span: RequestSpan | undefined
  /** For the access log. Left out where there is none. */
  readonly record?: RequestRecord
  readonly admission: Admission
}

/** What is at a path. */
export interface Route {
  /** The methods that it takes. HEAD is a GET whose body is not sent. */
  readonly methods: readonly ('GET' | 'POST')[]
  respond(exchange: Exchange): Promise<Reply | StreamedReply | ErrorReply>
}
