import type { ServerResponse } from 'node:http'
import { Readable, pipeline } from 'node:stream'
import type { UpstreamResponse } from './response.ts'

/** How a response is sent: whole, or in one of the ways in which it gets lost. */
export type Delivery =
  | { how: 'whole'; response: UpstreamResponse }
  /** Headers announce the whole body, half of it comes, the connection ends. */
  | { how: 'cut'; response: UpstreamResponse }
  /** Headers and half of the body, then nothing more; the connection stays. */
  | { how: 'stall'; response: UpstreamResponse }
  /** A JSON response of that many bytes. */
  | { how: 'flood'; bytes: number }
  /** Nothing at all; the connection stays. */
  | { how: 'silence' }
  /** Nothing at all; the connection ends. */
  | { how: 'hang-up' }

const CHUNK = Buffer.alloc(65_536, 'a')
const FLOOD_HEAD = '{"data":"'
const FLOOD_TAIL = '"}'

const floodChunks = function* (bytes: number): Generator<string | Buffer> {
  yield FLOOD_HEAD
  let left = Math.max(0, bytes - FLOOD_HEAD.length - FLOOD_TAIL.length)
  for (; left > CHUNK.length; left -= CHUNK.length) yield CHUNK
  yield CHUNK.subarray(0, left)
  yield FLOOD_TAIL
}

const start = (outgoing: ServerResponse, response: UpstreamResponse, length: number): void => {
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': length })
}

const sendHalf = (outgoing: ServerResponse, response: UpstreamResponse, after: () => void): void => {
  const body = Buffer.from(response.body)
  start(outgoing, response, body.length)
  outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), after)
}

const flood = (outgoing: ServerResponse, bytes: number): void => {
  outgoing.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  // The reader is expected to abort this response, so its error is ignored.
  pipeline(Readable.from(floodChunks(bytes), { objectMode: false }), outgoing, () => {})
}

/** Sends a response as the delivery specifies. */
export const deliver = (outgoing: ServerResponse, delivery: Delivery): void => {
  switch (delivery.how) {
    case 'whole':
      start(outgoing, delivery.response, Buffer.byteLength(delivery.response.body))
      outgoing.end(delivery.response.body)
      return
    case 'cut':
      sendHalf(outgoing, delivery.response, () => outgoing.destroy())
      return
    case 'stall':
      sendHalf(outgoing, delivery.response, () => {})
      return
    case 'flood':
      flood(outgoing, delivery.bytes)
      return
    case 'hang-up':
      outgoing.destroy()
      return
    case 'silence':
  }
}
