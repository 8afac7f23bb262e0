import type { ServerResponse } from 'node:http'
import { toBody } from '../response/response-body.ts'

/** The response to a request. Routes create it, and the server alone writes it. */
export interface Reply {
  readonly status: number
  /** Names and values in turn. The server adds the content length and the headers of all responses. */
  readonly headers: readonly string[]
  /** Undefined where there can be none, as with 204. */
  readonly body: string | Buffer | undefined
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

/** Writes a long body piece by piece, each as soon as the one before is out. */
const writeSlices = (response: ServerResponse, body: Buffer, start = 0): void => {
  const end = start + SLICE_BYTES
  if (end >= body.length) {
    response.end(body.subarray(start))
    return
  }
  response.write(body.subarray(start, end), (error) => {
    if (!error) writeSlices(response, body, end)
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
  const length = Buffer.byteLength(sent)
  all.push('content-length', String(length))
  response.writeHead(status, all)
  // Node.js drops the body where the method is HEAD.
  if (typeof sent === 'string' || length <= SLICE_BYTES) response.end(sent)
  else writeSlices(response, sent)
  return length
}
