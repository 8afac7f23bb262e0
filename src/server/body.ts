import type { IncomingMessage } from 'node:http'

/** Bytes of a request's body. */
export const MAX_BODY_BYTES = 256 * 1024

/** The body as bytes, counted while reading; undefined where it is too large. */
export const readBody = async (
  request: IncomingMessage,
  maxBytes = MAX_BODY_BYTES,
): Promise<Buffer<ArrayBuffer> | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Whether the body is JSON in UTF-8 and comes as it is. */
export const isPlainJson = ({ headers }: IncomingMessage): boolean => {
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8)
  const encoding = headers['content-encoding']
  return (
    type === 'application/json' &&
    (charset === undefined || charset.replaceAll('"', '') === 'utf-8') &&
    (encoding === undefined || encoding === 'identity')
  )
}
