import type { ResponseBudget } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { rootOf } from './client-error.ts'

/** Execution errors of one response: as many as the longest list of a read has items. */
export const MAX_ERRORS = 500

/** Whether the response is too large, so that nothing more should be built. */
export const isExceeded = ({ used, maxBytes }: ResponseBudget): boolean => used > maxBytes

/** Bytes that a field takes at least, beside its value: quotes, colon, and comma or brace. */
export const keyBytes = (key: string | number): number =>
  typeof key === 'number' ? 1 : Buffer.byteLength(key) + 4

/** Bytes that a leaf takes at least. */
export const leafBytes = (value: unknown): number => (typeof value === 'string' ? value.length + 2 : 1)

const codeOf = (thrown: unknown): string => {
  const root = rootOf(thrown)
  if (root instanceof GatewayError) return `${root.code} ${root.network ?? 'none'}`
  return 'INTERNAL_SERVER_ERROR none'
}

/** Counts an error that is not reported. */
export const omitError = ({ omitted }: ResponseBudget, thrown: unknown): void => {
  const code = codeOf(thrown)
  omitted.count += 1
  omitted.byCode.set(code, (omitted.byCode.get(code) ?? 0) + 1)
}

/** Whether an error may still be reported. Beyond the limit it is counted only: building it takes longest. */
export const admitError = (budget: ResponseBudget, thrown: unknown): boolean => {
  if (budget.errors < MAX_ERRORS) {
    budget.errors += 1
    return true
  }
  omitError(budget, thrown)
  return false
}

/** The error of a mutation after one that exceeded the limit. */
export const notSent = ({ maxBytes }: ResponseBudget): GatewayError =>
  new GatewayError(
    'QUERY_TOO_COMPLEX',
    `This mutation was not sent, because the response is already larger than ${maxBytes} bytes (LIMIT_ANSWER_BYTES). Send it in its own request.`,
  )
