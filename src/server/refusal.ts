import type { ErrorCode } from '../errors.ts'

/** A request that is refused before it is GraphQL. */
export interface Refusal {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The same form as any GraphQL error, so that clients need one way of reading errors only. */
export const renderRefusal = ({ code, message }: Refusal, requestId: string): string =>
  JSON.stringify({ errors: [{ message, extensions: { code, retryable: false, requestId } }] })
