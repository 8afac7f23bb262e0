import type { ServerResponse } from 'node:http'
import { Readable, pipeline } from 'node:stream'
import type { Answer } from './answer.ts'

/** How an answer goes out: whole, or in one of the ways in which answers get lost. */
export type Delivery =
  | { how: 'whole'; answer: Answer }
  /** Headers announce the whole body, half of it comes, the connection ends. */
  | { how: 'cut'; answer: Answer }
  /** Headers and half of the body, then nothing more; the connection stays. */
  | { how: 'stall'; answer: Answer }
  /** A JSON answer of that many bytes. */
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

const start = (response: ServerResponse, answer: Answer, length: number): void => {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length })
}

const sendHalf = (response: ServerResponse, answer: Answer, after: () => void): void => {
  const body = Buffer.from(answer.body)
  start(response, answer, body.length)
  response.write(body.subarray(0, Math.ceil(body.length / 2)), after)
}

const flood = (response: ServerResponse, bytes: number): void => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  // A reader that gives up on the way is what this answer is for, so its error is none.
  pipeline(Readable.from(floodChunks(bytes), { objectMode: false }), response, () => {})
}

/** Sends an answer over the connection in the way the delivery says. */
export const deliver = (response: ServerResponse, delivery: Delivery): void => {
  switch (delivery.how) {
    case 'whole':
      start(response, delivery.answer, Buffer.byteLength(delivery.answer.body))
      response.end(delivery.answer.body)
      return
    case 'cut':
      sendHalf(response, delivery.answer, () => response.destroy())
      return
    case 'stall':
      sendHalf(response, delivery.answer, () => {})
      return
    case 'flood':
      flood(response, delivery.bytes)
      return
    case 'hang-up':
      response.destroy()
      return
    case 'silence':
  }
}
