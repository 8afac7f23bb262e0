import type { ServerResponse } from 'node:http'
import type { ResponseBody } from '../context.ts'
import { bytesOf, release, toBody } from '../response/response-body.ts'

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

/** Writes slice by slice, each as soon as the one before is out, and calls back when it needs the piece no longer. */
const writePiece = (response: ServerResponse, piece: Buffer, onEnd: (error?: Error | null) => void): void => {
  const rest = piece.subarray(SLICE_BYTES)
  response.write(piece.subarray(0, SLICE_BYTES), (error) => {
    if (error || rest.length === 0) onEnd(error)
    else writePiece(response, rest, onEnd)
  })
}

/** Drops each piece as soon as it is written, and all others if the client is gone. */
const writePieces = (response: ServerResponse, pieces: Buffer[]): void => {
  const piece = pieces.shift()
  if (!piece) {
    response.end()
    return
  }
  writePiece(response, piece, (error) => {
    release(piece)
    if (error) pieces.forEach(release)
    else writePieces(response, pieces)
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
  else writePieces(response, Buffer.isBuffer(sent) ? [sent] : [...sent])
  return length
}
