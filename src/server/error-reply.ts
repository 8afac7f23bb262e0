import type { ErrorCode } from '../errors.ts'
import { type Reply, toReply } from './reply.ts'

/** The reply to a request that is rejected before it is executed. */
export interface ErrorReply {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  /** Milliseconds after which the same request may succeed; left out where it never will. */
  readonly retryAfterMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown where a request turns out to be invalid while the pipeline reads it. */
export class RejectedRequest extends Error {
  override readonly name = 'RejectedRequest'
  readonly reply: ErrorReply

  constructor(reply: ErrorReply) {
    super(reply.message)
    this.reply = reply
  }
}

/** Has the form of a GraphQL error, so that clients read all errors in one way. */
export const toErrorReply = (
  { status, code, message, retryAfterMs, headers }: ErrorReply,
  requestId: string,
): Reply => {
  const extensions = { code, retryable: retryAfterMs !== undefined, retryAfterMs, requestId }
  return toReply(
    status,
    { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    JSON.stringify({ errors: [{ message, extensions }] }),
  )
}
