import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { countUnread, writeStream } from '../../../src/server/streamed-reply.ts'

const KIB_64 = Buffer.alloc(64 * 1024)

let server: Server
let written: Promise<void>
afterEach(() => void server.close())

/** Serves a stream to one client, which reads nothing until it is told to. */
const serve = async (
  chunks: AsyncIterable<Uint8Array>,
  timeoutMs: number,
  method = 'GET',
): Promise<Socket> => {
  const begun = new Promise<void>((resolve) => {
    server = createServer((_, response) => {
      const reply = {
        status: 200,
        headers: ['content-type', 'multipart/mixed'],
        stream: chunks,
        builtBytes: () => 0,
      }
      written = writeStream(response, [], reply, timeoutMs)
      written.catch(() => undefined)
      resolve()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined).pause()
  socket.write(`${method} / HTTP/1.1\r\nHost: gateway\r\n\r\n`)
  await begun
  return socket
}

/** Chunks without end, and how many of them have been taken. */
const endless = () => {
  const seen = { taken: 0, isLetGo: false }
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        seen.taken += 1
        yield KIB_64
      }
    } finally {
      seen.isLetGo = true
    }
  }
  return { seen, chunks: chunks() }
}

describe('a streamed reply', () => {
  it('is produced no faster than it is read, and aborted when its time is up', async () => {
    const { seen, chunks } = endless()
    const socket = await serve(chunks, 500)

    await written

    // What lies in the buffers of two sockets. Nobody waits for a client that reads, here for half a second.
    expect(seen.taken).toBeLessThan(400)
    expect(seen.isLetGo).toBe(true)
    await once(socket.resume(), 'close')
  })

  it('continues as soon as the client reads again', async () => {
    const { seen, chunks } = endless()
    const socket = await serve(chunks, 60_000)
    await vi.waitFor(() => expect(seen.taken).toBeGreaterThan(1))

    socket.resume()

    await vi.waitFor(() => expect(seen.taken).toBeGreaterThan(1_000), { timeout: 10_000 })
    socket.destroy()
    await written
    await vi.waitFor(() => expect(seen.isLetGo).toBe(true))
  })

  it('is released at once when the client disconnects while there is nothing to write', async () => {
    let isLetGo = false
    const chunks: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return() {
          isLetGo = true
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
    const socket = await serve(chunks, 60_000)

    socket.destroy()

    await written
    expect(isLetGo).toBe(true)
  })

  it('is not sent for HEAD, and is released after one chunk: a stream of Yoga cannot be cancelled before', async () => {
    const { seen, chunks } = endless()
    const socket = await serve(chunks, 60_000, 'HEAD')
    let received = ''
    socket.setEncoding('latin1').on('data', (text: string) => void (received += text))
    socket.resume()

    await written

    expect(seen).toEqual({ taken: 1, isLetGo: true })
    await vi.waitFor(() =>
      expect(received).toMatch(/^HTTP\/1.1 200 OK\r\ncontent-type: multipart\/mixed\r\n.*\r\n\r\n$/s),
    )
    socket.destroy()
  })

  it('that fails ends the connection, so that the client sees that it is incomplete', async () => {
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('it broke')
    }
    const socket = await serve(chunks(), 60_000)
    let received = ''
    socket.setEncoding('latin1').on('data', (text: string) => void (received += text))
    const closed = once(socket, 'close')
    socket.resume()

    await expect(written).rejects.toThrow('it broke')
    await closed
    expect(received).not.toContain('\r\n0\r\n')
  })
})

it('counts what is built of a stream and not with the operating system', () => {
  const socket = { bytesWritten: 5_000, writableLength: 1_000 }
  let built = 0
  const unread = countUnread(socket, {
    status: 200,
    headers: [],
    stream: endless().chunks,
    builtBytes: () => built,
  })
  expect(unread()).toBe(1_000)

  built = 90_000
  socket.bytesWritten = 55_000
  socket.writableLength = 50_000
  expect(unread()).toBe(89_000)

  socket.bytesWritten = 95_000
  socket.writableLength = 0
  expect(unread()).toBe(0)
})
