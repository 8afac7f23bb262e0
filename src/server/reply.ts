import type { ServerResponse } from 'node:http'
import type { ResponseBody } from '../context.ts'
import { bytesOf, toBody } from '../response/response-body.ts'

/** The response to a request. Routes create it, and the server alone writes it. */
export interface Reply {
  readonly status: number
  /** Names and values in turn. The server adds the content length and the headers of all responses. */
  readonly headers: readonly string[]
  /** Undefined where there can be none, as with 204. */
  readonly body: ResponseBody | undefined
  /** Whether it may be compressed. Never where it holds a secret: its length would tell about it. Default: no. */
  readonly isCompressible?: boolean
}

/** Creates a reply with headers by name. */
export const toReply = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Reply['body'],
): Reply => ({ status, headers: Object.entries(headers).flat(), body })

/** A reply without secrets, which may be compressed. */
export const compressible = (reply: Reply): Reply => ({ ...reply, isCompressible: true })

/** Bytes of a long body that are written at a time, so that it can be seen how much of it the client has read. */
const SLICE_BYTES = 64 * 1024

/** A body in the pieces in which it is written. Drops each as it gives it. */
function* slicesOf(pieces: Buffer[]): Generator<Buffer> {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    for (let start = 0; start < piece.length; start += SLICE_BYTES) {
      yield piece.subarray(start, start + SLICE_BYTES)
    }
  }
}

/** Writes piece by piece, each as soon as the one before is out. */
const writeSlices = (response: ServerResponse, slices: Generator<Buffer>): void => {
  const { value, done } = slices.next()
  if (done) {
    response.end()
    return
  }
  response.write(value, (error) => {
    if (!error) writeSlices(response, slices)
  })
}

/** Writes a reply. Returns the bytes of its body. */
export const writeReply = (
  response: ServerResponse,
  common: readonly string[],
  { status, headers, body }: Reply,
): number => {
  const all = [...common, ...headers]
  if (body === undefined) {
    response.writeHead(status, all).end()
    return 0
  }
  const sent = typeof body === 'string' ? toBody(body) : body
  const length = bytesOf(sent)
  all.push('content-length', String(length))
  response.writeHead(status, all)
  // Node.js drops the body where the method is HEAD.
  if (typeof sent === 'string' || (Buffer.isBuffer(sent) && length <= SLICE_BYTES)) response.end(sent)
  else writeSlices(response, slicesOf(Buffer.isBuffer(sent) ? [sent] : [...sent]))
  return length
}
