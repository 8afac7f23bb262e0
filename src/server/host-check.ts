import type { IncomingMessage } from 'node:http'
import type { ErrorReply } from './error-reply.ts'
import { valuesOf } from './header-values.ts'

const severalHosts: ErrorReply = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The request has several Host headers. Send one.',
}

const noHost: ErrorReply = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The request has no Host header. Send one.',
  headers: { connection: 'close' },
}

/**
 * Rejects a request of HTTP/1.1 without a host, and one with several: a proxy may have chosen another one.
 * @see RFC 9112, section 3.2
 */
export const checkHost = (request: IncomingMessage): ErrorReply | undefined => {
  const hosts = valuesOf(request, 'host').length
  if (hosts > 1) return severalHosts
  return hosts === 0 && request.httpVersion === '1.1' ? noHost : undefined
}
