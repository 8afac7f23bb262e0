import type { ErrorCode } from '../errors.ts'
import { type Reply, toReply } from './reply.ts'

/** A request that is refused before it is GraphQL. */
export interface ErrorReply {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  /** Milliseconds after which the same request may succeed; left out where it never will. */
  readonly retryAfterMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** The same form as any GraphQL error, so that clients need one way of reading errors only. */
export const refuse = (
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
