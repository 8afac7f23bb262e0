import type { ErrorCode } from '../errors.ts'
import { type Reply, toReply } from './reply.ts'

/** A request that is refused before it is GraphQL. */
export interface Refusal {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The same form as any GraphQL error, so that clients need one way of reading errors only. */
export const refuse = ({ status, code, message, headers }: Refusal, requestId: string): Reply =>
  toReply(
    status,
    { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    JSON.stringify({ errors: [{ message, extensions: { code, retryable: false, requestId } }] }),
  )
