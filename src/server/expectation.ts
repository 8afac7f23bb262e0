import type { IncomingMessage } from 'node:http'
import type { ErrorReply } from './error-reply.ts'

const unknownExpectation: ErrorReply = {
  status: 417,
  code: 'BAD_USER_INPUT',
  message: 'The Expect header must be 100-continue, or absent.',
  headers: { connection: 'close' },
}

/** Rejects a request that expects what the gateway does not know. @see RFC 9110, section 10.1.1 */
export const checkExpectation = ({ headers, httpVersion }: IncomingMessage): ErrorReply | undefined =>
  headers.expect === undefined || httpVersion !== '1.1' || /100-continue/i.test(headers.expect)
    ? undefined
    : unknownExpectation
