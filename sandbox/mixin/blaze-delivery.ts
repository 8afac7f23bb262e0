import { gzipSync } from 'node:zlib'
import type { WebSocket } from 'ws'
import { isJsonObject, parseJson } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import type { Delivery } from '../delivery.ts'

/** The frame of a response: gzip JSON, unless a fault replaced it. */
const toFrame = (response: UpstreamResponse): Buffer => {
  if ('content-encoding' in response.headers) return Buffer.from(response.body)
  const body = parseJson(response.body.toString())
  if (!isJsonObject(body)) return Buffer.from(response.body)
  const foreignId = response.headers['x-request-id']
  return gzipSync(JSON.stringify(foreignId === undefined ? body : { ...body, id: foreignId }))
}

const half = (frame: Buffer): Buffer => frame.subarray(0, Math.ceil(frame.length / 2))

/**
 * Sends an answer over the websocket. Frames are whole or nothing, so a cut answer is a frame
 * of half the gzip, and one that stalls never comes; pages and redirects come as they are.
 */
export const deliverFrame = (socket: WebSocket, delivery: Delivery): void => {
  switch (delivery.how) {
    case 'whole':
      socket.send(toFrame(delivery.response))
      return
    case 'cut':
      socket.send(half(toFrame(delivery.response)), () => socket.terminate())
      return
    case 'flood':
      socket.send(Buffer.alloc(delivery.bytes, 'a'))
      return
    case 'hang-up':
      socket.terminate()
      return
    case 'stall':
    case 'silence':
  }
}
