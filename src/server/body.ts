import type { IncomingMessage } from 'node:http'

/** The client disconnected before its request was complete. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'
}

/** Whether the body is JSON in UTF-8, without compression. */
export const isPlainJson = ({ headers }: IncomingMessage): boolean => {
  if (headers['content-type'] === 'application/json' && headers['content-encoding'] === undefined) return true
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8)
  const encoding = headers['content-encoding']?.trim().toLowerCase()
  return (
    type === 'application/json' &&
    (charset === undefined || charset.replaceAll('"', '') === 'utf-8') &&
    (encoding === undefined || encoding === 'identity')
  )
}
