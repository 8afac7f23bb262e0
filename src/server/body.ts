import type { IncomingMessage } from 'node:http'
import { valuesOf } from './header-values.ts'

/** The client disconnected before its request was complete. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'
}

/** A part of a content type between semicolons that are not quoted. */
const PART = /(?:[^;"]|"[^"]*"?)+/g
const CHARSET_NAME = /^charset\s*=/
/** A common spelling of UTF-8 is accepted beside its name. */
const UTF8 = /^charset\s*=\s*(?:utf-?8|"utf-?8")$/

const isIdentity = (encodings = ''): boolean =>
  encodings.split(',').every((encoding) => /^(?:identity)?$/i.test(encoding.trim()))

/** Whether the body is JSON in UTF-8, without compression. A content type that is sent twice is none. */
export const isPlainJson = (request: IncomingMessage): boolean => {
  const { 'content-type': contentType = '', 'content-encoding': encoding } = request.headers
  if (!isIdentity(encoding) || valuesOf(request, 'content-type').length > 1) return false
  if (contentType === 'application/json') return true
  const parts = contentType.toLowerCase().match(PART) ?? []
  const [type, ...parameters] = parts.map((part) => part.trim())
  const charsets = parameters.filter((parameter) => CHARSET_NAME.test(parameter))
  return type === 'application/json' && charsets.every((charset) => UTF8.test(charset))
}
