import type { IncomingMessage } from 'node:http'

/** The client disconnected before its request was complete. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'
}

/**
 * Reads the body; undefined where it is too large. Rejects with `ClientGone` where the client disconnects.
 */
export const readBody = (
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer> | undefined> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      resolve(undefined)
      return
    }
    const chunks: Buffer<ArrayBuffer>[] = []
    let size = 0
    // Events, because an iterator over the stream would take longer than the rest of a small request.
    request.on('data', (chunk: Buffer<ArrayBuffer>) => {
      size += chunk.length
      if (size <= maxBytes) {
        chunks.push(chunk)
      } else {
        request.pause()
        resolve(undefined)
      }
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', (cause) =>
      reject(new ClientGone('the client disconnected while sending the body', { cause })),
    )
  })

/** Whether the body is JSON in UTF-8, without compression. */
export const isPlainJson = ({ headers }: IncomingMessage): boolean => {
  if (headers['content-type'] === 'application/json' && headers['content-encoding'] === undefined) return true
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
