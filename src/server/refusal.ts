import type { ErrorCode } from '../errors.ts'

/** A request that is refused before it is GraphQL. */
export interface Refusal {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  /** Milliseconds after which the same request may succeed; left out where it never will. */
  readonly retryAfterMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** The same form as any GraphQL error, so that clients need one way of reading errors only. */
export const renderRefusal = ({ code, message, retryAfterMs }: Refusal, requestId: string): string => {
  const retryable = retryAfterMs !== undefined
  return JSON.stringify({ errors: [{ message, extensions: { code, retryable, retryAfterMs, requestId } }] })
}
