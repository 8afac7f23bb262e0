import { gunzipSync, gzipSync } from 'node:zlib'
import { WebSocket } from 'ws'

/** A frame as the websocket answers it, unpacked. */
export type FrameReply = {
  id: string
  action: string
  data?: unknown
  error?: { status: number; code: number; description: string; extra?: unknown }
}

/** Opens the websocket with a sub-protocol; rejects when the handshake is refused. */
export const openBlaze = (url: string, protocol = 'Mixin-OAuth-1'): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocol)
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })

/** Sends raw bytes and gives the bytes of the next frame, or the code the socket was closed with. */
export const exchange = (socket: WebSocket, bytes: Buffer | string): Promise<Buffer | number> =>
  new Promise((resolve) => {
    socket.once('message', (data) => resolve(data as Buffer))
    socket.once('close', (code) => resolve(code))
    socket.send(bytes)
  })

/** A binary gzip frame. */
export const packFrame = (frame: unknown): Buffer => gzipSync(JSON.stringify(frame))

/** One question over a socket of its own. */
export const askBlaze = async (
  url: string,
  params: Record<string, string>,
  action = 'REFRESH_OAUTH_CODE',
  id: string = crypto.randomUUID(),
): Promise<FrameReply> => {
  const socket = await openBlaze(url)
  try {
    const bytes = await exchange(socket, packFrame({ id, action, params }))
    if (typeof bytes === 'number') throw new Error(`The socket was closed with ${bytes}.`)
    return JSON.parse(gunzipSync(bytes).toString()) as FrameReply
  } finally {
    socket.terminate()
  }
}
