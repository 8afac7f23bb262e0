import type { IncomingMessage } from 'node:http'

/** The client went away in the middle of its request: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'
}

/** The body as bytes, counted while reading; undefined where it is too large. Rejects with `ClientGone` where it breaks off. */
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
    // Events: an iterator over a stream costs more than all else that is done with a small request.
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
    request.on('error', (cause) => reject(new ClientGone('the body broke off', { cause })))
  })

/** Whether the body is JSON in UTF-8 and comes as it is. */
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
