import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOpenReplies, type OpenReplies } from '../../../src/server/open-replies.ts'
import { writeReply } from '../../../src/server/reply.ts'
import { createTestTicker, type TestTicker } from '../../support/ticker.ts'

const MIB = 2 ** 20
/** More than the buffers of both sockets hold while nothing is read. */
const LARGE = 16 * MIB
/** The same once something was read: Linux may let the client's buffer grow to 32 MiB then. */
const HUGE = 64 * MIB

let ticker: TestTicker
let cuts: string[]
let ended: string[]
/** Whether each of them ended while its client was still connected. */
let endedOpen: boolean[]
let replies: OpenReplies
let server: Server
let port: number
const clients: Socket[] = []

/** Sockets of the server by the path that was requested. */
const served = new Map<string, ServerResponse>()

const start = async (maxBytes: number): Promise<void> => {
  ticker = createTestTicker()
  const [ownCuts, ownEnded]: [string[], string[]] = [[], []]
  const ownEndedOpen: boolean[] = []
  ;[cuts, ended, endedOpen] = [ownCuts, ownEnded, ownEndedOpen]
  replies = createOpenReplies({
    maxBytes: () => maxBytes,
    now: ticker.now,
    onCut: (why) => ownCuts.push(why),
  })
  ticker.every(1_000, replies.check)
  server = createServer((request, response) => {
    const path = request.url ?? ''
    served.set(path, response)
    const size = Number(path.split('/')[2])
    const reply = { status: 200, headers: [], body: Buffer.alloc(size) }
    const bytes = writeReply(response, [], reply)
    if (response.socket?.writableLength === 0) return
    response.once(
      'finish',
      replies.open(
        response,
        () => bytes,
        () => {
          ownEnded.push(path)
          ownEndedOpen.push(!request.socket.destroyed)
        },
      ),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
}

beforeEach(() => served.clear())
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  server.closeAllConnections()
  server.close()
})

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`

/** Until the operating system takes no more of a reply. */
const untilFull = async (path: string): Promise<void> => {
  let before = -1
  await vi.waitFor(() => {
    const { bytesWritten = 0 } = served.get(path)?.req.socket ?? {}
    const isSteady = bytesWritten === before
    before = bytesWritten
    expect(isSteady).toBe(true)
  })
}

/** Requests paths over one connection, pipelined, and reads nothing. */
const request = async (...paths: string[]): Promise<Socket> => {
  const client = connect(port, '127.0.0.1')
  client.on('error', () => undefined).pause()
  clients.push(client)
  client.write(paths.map(get).join(''))
  await vi.waitFor(() => expect(paths.every((path) => served.has(path))).toBe(true))
  await untilFull(paths[0] ?? '')
  return client
}

/** Whether the reply to a path is cut. */
const isCut = (path: string): boolean => served.get(path)?.req.socket.destroyed ?? false

/** Reads at least so many bytes of a reply, and stops. */
const read = async (client: Socket, bytes: number): Promise<void> => {
  let received = 0
  const count = (chunk: Buffer): void => {
    received += chunk.length
    if (received >= bytes) client.pause()
  }
  client.on('data', count)
  client.resume()
  await vi.waitFor(() => expect(received).toBeGreaterThanOrEqual(bytes))
  client.off('data', count).pause()
  for (const [path, { req }] of served) if (req.socket.remotePort === client.localPort) await untilFull(path)
}

describe('a reply that is not read', () => {
  beforeEach(() => start(256 * MIB))

  it('is cut after 15 seconds, and is open until then', async () => {
    await request(`/a/${LARGE}`)

    ticker.advance(14_000)
    expect([isCut('/a/' + LARGE), replies.count()]).toEqual([false, 1])
    ticker.advance(1_000)

    expect([isCut('/a/' + LARGE), replies.count()]).toEqual([true, 0])
    expect([cuts, ended]).toEqual([['slow-reply'], [`/a/${LARGE}`]])
  })

  it('ends once its client is disconnected, so that no pipelined request is executed for it', async () => {
    await request(`/a/${LARGE}`)
    ticker.advance(15_000)

    expect([ended, endedOpen]).toEqual([[`/a/${LARGE}`], [false]])
  })

  it('is cut within 30 seconds after the client has stopped reading', async () => {
    const client = await request(`/a/${LARGE}`)
    ticker.advance(14_000)
    await read(client, 4 * MIB)
    ticker.advance(25_000)
    expect(cuts).toEqual([])
    ticker.advance(5_000)

    expect(cuts).toEqual(['slow-reply'])
  })

  it('is cut as incremental stream, too', async () => {
    const client = await request('/a/1')
    const response = served.get('/a/1')
    if (!response) throw new Error('no response')
    await read(client, 1)
    client.write(get('/stream/1'))
    await vi.waitFor(() => expect(served.has('/stream/1')).toBe(true))
    const stream = response.req.socket
    stream.write(Buffer.alloc(LARGE))
    replies.open(
      response,
      () => stream.writableLength,
      () => ended.push('stream'),
    )
    ticker.advance(17_000)

    expect([cuts, ended, stream.destroyed]).toEqual([['slow-reply'], ['stream'], true])
  })
})

describe('a reply that is read', () => {
  beforeEach(() => start(256 * MIB))

  it('is not cut, even if its progress shows only every 25 seconds', async () => {
    const client = await request(`/a/${HUGE}`)
    ticker.advance(1_000)
    for (let second = 0; second < 100; second += 25) {
      await read(client, 2 * MIB)
      ticker.advance(25_000)
    }

    expect([cuts, replies.count()]).toEqual([[], 1])
  })

  it('at less than 1 kB/s on average is cut', async () => {
    const client = await request(`/a/${HUGE}`)
    await read(client, 4 * MIB)
    ticker.advance(1_000)
    const { socket } = served.get(`/a/${HUGE}`)?.req ?? {}
    const flushed = () => (socket ? socket.bytesWritten - socket.writableLength : 0)
    const before = flushed()
    ticker.advance(30_000)

    expect(flushed() - before).toBeLessThan(28_000)
    expect(cuts).toEqual(['slow-reply'])
  })

  it('to its end is no longer open, and the connection serves the next request', async () => {
    const client = await request(`/a/${LARGE}`)
    expect(replies.count()).toBe(1)
    await read(client, LARGE)
    await vi.waitFor(() => expect(replies.count()).toBe(0))
    ticker.advance(60_000)
    client.write(get('/b/1'))
    await read(client, 1)
    const { socket } = served.get('/b/1')?.req ?? {}
    const listeners = socket?.listenerCount('close')
    client.write(get(`/c/${LARGE}`))
    await read(client, LARGE)
    await vi.waitFor(() => expect(replies.count()).toBe(0))

    expect(socket?.listenerCount('close')).toBe(listeners)
    expect([cuts, ended]).toEqual([[], [`/a/${LARGE}`, `/c/${LARGE}`]])
  })

  it('by a client that disconnects is no longer open', async () => {
    const client = await request(`/a/${LARGE}`)
    client.destroy()

    await vi.waitFor(() => expect(ended).toEqual([`/a/${LARGE}`]))
    expect([cuts, replies.count()]).toEqual([[], 0])
  })

  it('is not blamed for a reply before it that is not ready', async () => {
    let first: ServerResponse | undefined
    server.removeAllListeners('request')
    server.on('request', (incoming, response: ServerResponse) => {
      served.set(incoming.url ?? '', response)
      if (incoming.url === '/slow') {
        first = response
        return
      }
      response.end(Buffer.alloc(1_000))
      response.once(
        'finish',
        replies.open(
          response,
          () => 1_000,
          () => ended.push('next'),
        ),
      )
    })
    const client = await request('/slow', '/next')
    ticker.advance(60_000)
    expect([cuts, replies.count()]).toEqual([[], 1])

    first?.end('ready')
    client.resume()
    await vi.waitFor(() => expect(ended).toEqual(['next']))
  })
})

describe('unread replies together', () => {
  it('are bounded: the slowest reader is cut, not the newest', async () => {
    await start(40 * MIB)
    const reading = await request(`/reading/${LARGE}`)
    await request(`/stalled/${LARGE}`)
    ticker.advance(2_000)
    await read(reading, 4 * MIB)
    await request(`/new/${LARGE}`)

    expect([`/reading/${LARGE}`, `/stalled/${LARGE}`, `/new/${LARGE}`].map(isCut)).toEqual([
      false,
      true,
      false,
    ])
    expect([cuts, replies.count()]).toEqual([['unread-bytes'], 2])
  })

  it('are bounded at once, by cutting the largest, where none has had time to be read', async () => {
    await start(40 * MIB)
    await request(`/small/${LARGE}`)
    await request(`/large/${LARGE + MIB}`)
    await request(`/new/${LARGE}`)

    expect([`/small/${LARGE}`, `/large/${LARGE + MIB}`, `/new/${LARGE}`].map(isCut)).toEqual([
      false,
      true,
      false,
    ])
  })

  it('are bounded where they are pipelined on one connection', async () => {
    await start(8 * MIB)
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}/${MIB}`)
    await request(...paths)

    expect([cuts, replies.count()]).toEqual([['unread-bytes'], 0])
    expect(ended).toHaveLength(20)
  })

  it('may be one that is larger than the limit', async () => {
    await start(MIB)
    const client = await request(`/a/${LARGE}`)
    ticker.advance(1_000)
    await read(client, LARGE)

    expect(cuts).toEqual([])
  })
})

describe('at the limit of requests', () => {
  beforeEach(() => start(256 * MIB))

  it('a reader that has stalled for two seconds gives way, the slowest first', async () => {
    const reading = await request(`/reading/${LARGE}`)
    await request(`/stalled/${LARGE}`)
    ticker.advance(1_000)
    expect(replies.makeRoom()).toBe(false)
    ticker.advance(1_000)
    await read(reading, 4 * MIB)

    expect(replies.makeRoom()).toBe(true)
    expect([isCut(`/reading/${LARGE}`), isCut(`/stalled/${LARGE}`)]).toEqual([false, true])
    expect(replies.makeRoom()).toBe(false)
    expect(cuts).toEqual(['requests'])
  })
})
