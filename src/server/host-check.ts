import type { IncomingMessage } from 'node:http'
import type { ErrorReply } from './error-reply.ts'
import { valuesOf } from './header-values.ts'

const severalHosts: ErrorReply = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The request has several Host headers. Send one.',
}

/** Rejects a request with several hosts: a proxy may have chosen another one. @see RFC 9112, section 3.2 */
export const checkHost = (request: IncomingMessage): ErrorReply | undefined =>
  valuesOf(request, 'host').length > 1 ? severalHosts : undefined
