import { jsonNesting } from '../limits/json-nesting.ts'
import { describeExcess } from '../limits/too-complex.ts'
import type { ErrorReply } from './error-reply.ts'

/** The reply to a body of more bytes than the limit. */
export const bodyTooLarge = (limit: number): ErrorReply => ({
  status: 413,
  code: 'QUERY_TOO_COMPLEX',
  message: describeExcess({
    subject: 'request',
    found: `a body of more than ${limit} bytes`,
    limit,
    setting: 'LIMIT_BODY_BYTES',
  }),
  headers: { connection: 'close' },
})

/** Rejects JSON that is nested deeper than the limit, before anything parses it. */
export const checkNesting = (texts: readonly string[], limit: number): ErrorReply | undefined => {
  const nesting = Math.max(...texts.map(jsonNesting))
  if (nesting <= limit) return undefined
  const found = `a JSON nesting of ${nesting}`
  const message = describeExcess({ subject: 'request', found, limit, setting: 'LIMIT_JSON_NESTING' })
  return { status: 400, code: 'QUERY_TOO_COMPLEX', message }
}
