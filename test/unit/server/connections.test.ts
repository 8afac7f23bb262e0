import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Connections, createConnections } from '../../../src/server/connections.ts'

let connections: Connections
let server: Server
let port: number
let cuts: number
let hasRoom: boolean
/** Paths of requests, in the order in which they were handled. */
let handled: string[]
/** Ends the request in progress of a client. */
const finish = new Map<number, () => void>()
const clients: Socket[] = []

const start = async (limit: number, perBlock?: number): Promise<void> => {
  cuts = 0
  handled = []
  hasRoom = false
  connections = createConnections({
    limits: () => ({ connections: limit, connectionsPerAddress: perBlock }),
    blockOf: (address = '') => address,
    makeRoom: () => hasRoom,
    onCut: () => void (cuts += 1),
  })
  const handle = async ({ socket, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isOpen = await connections.begin(socket)
    handled.push(isOpen === false ? `${url} closed` : url)
    if (isOpen === false) return
    finish.set(socket.remotePort ?? 0, () => {
      response.end('x')
      connections.end(socket)
    })
  }
  server = createServer((incoming, response) => void handle(incoming, response))
  server.on('connection', (socket: Socket) => connections.add(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
}
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  server.closeAllConnections()
  server.close()
})

const open = async (localAddress = '127.0.0.1'): Promise<Socket> => {
  const accepted = once(server, 'connection')
  const client = connect({ port, host: '127.0.0.1', localAddress })
  client.on('error', () => undefined).resume()
  clients.push(client)
  await accepted
  return client
}
const request = async (client: Socket): Promise<void> => {
  client.write('GET / HTTP/1.1\r\nHost: gateway\r\n\r\n')
  await once(server, 'request')
}
const answer = (client: Socket): void => finish.get(client.localPort ?? 0)?.()

/** The clients that are disconnected, by their position. */
const gone = (all: readonly Socket[]): number[] =>
  all.flatMap(({ readyState }, index) => (readyState === 'open' ? [] : [index]))

describe('at the limit of connections, a further one', () => {
  it('replaces the one that has waited for a request for longest', async () => {
    await start(3)
    const all = [await open(), await open(), await open(), await open()]

    await vi.waitFor(() => expect(gone(all)).toEqual([0]))
    all.push(await open())
    await vi.waitFor(() => expect(gone(all)).toEqual([0, 1]))
    expect(cuts).toBe(2)
  })

  it('does not replace one whose request is in progress, or that was used since', async () => {
    await start(3)
    const [busy, used, idle] = [await open(), await open(), await open()]
    await request(busy)
    await request(used)
    answer(used)
    const all = [busy, used, idle, await open()]

    await vi.waitFor(() => expect(gone(all)).toEqual([2]))
    answer(busy)
    expect(String(await once(busy, 'data'))).toMatch(/^HTTP\/1.1 200 /)
  })

  it('replaces another one where none waits for a request, or is refused', async () => {
    await start(2)
    const all = [await open(), await open()]
    for (const client of all) await request(client)
    hasRoom = true
    all.push(await open())
    for (const client of all.slice(2)) await request(client)
    hasRoom = false
    all.push(await open())

    await vi.waitFor(() => expect(gone(all)).toEqual([3]))
  })

  it('has its place again when one is closed', async () => {
    await start(2)
    const [first, second] = [await open(), await open()]
    const closed = new Promise((resolve) => server.getConnections(() => resolve(undefined)))
    first.destroy()
    await closed
    await vi.waitFor(
      () =>
        new Promise<void>((resolve, reject) =>
          server.getConnections((_, count) => (count === 1 ? resolve() : reject(new Error('still open')))),
        ),
    )
    await open()

    expect([gone([second]), cuts]).toEqual([[], 0])
  })
})

describe('at the limit of connections of an address, a further one', () => {
  it('replaces one of the same address, and no other', async () => {
    await start(100, 2)
    const others = [await open('127.0.0.2'), await open('127.0.0.2')]
    const own = [await open(), await open(), await open()]

    await vi.waitFor(() => expect(gone(own)).toEqual([0]))
    expect(gone(others)).toEqual([])
  })

  it('is accepted where all others have a request in progress', async () => {
    await start(100, 1)
    const first = await open()
    await request(first)
    const second = await open()
    await request(second)

    expect([gone([first, second]), cuts]).toEqual([[], 0])
  })
})

describe('pipelined requests', () => {
  const pipeline = async (): Promise<Socket> => {
    const client = await open()
    client.write(['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`).join(''))
    await vi.waitFor(() => expect(handled).toEqual(['/1']))
    return client
  }

  it('are handled one by one, each after the reply to the one before', async () => {
    await start(10)
    const client = await pipeline()
    for (const [index, path] of ['/1', '/2', '/3'].entries()) {
      await vi.waitFor(() => expect(handled).toHaveLength(index + 1))
      expect(handled.at(-1)).toBe(path)
      answer(client)
    }
    expect(handled).toEqual(['/1', '/2', '/3'])
  })

  it('are not handled once the connection is closed', async () => {
    await start(10)
    const client = await pipeline()
    client.destroy()

    await vi.waitFor(() => expect(handled).toEqual(['/1', '/2 closed', '/3 closed']))
  })

  it('are not handled once the server has disconnected the client', async () => {
    await start(10)
    const accepted = once(server, 'connection')
    await pipeline()
    const [socket] = (await accepted) as [Socket]
    socket.destroy()
    connections.end(socket)

    await vi.waitFor(() => expect(handled).toEqual(['/1', '/2 closed', '/3 closed']))
  })
})

describe('when the server stops', () => {
  it('closes connections without a request at once, and the others at the end of theirs', async () => {
    await start(100)
    const [idle, busy, fresh] = [await open(), await open(), await open()]
    await request(idle)
    answer(idle)
    await request(busy)
    connections.closeIdle()

    await vi.waitFor(() => expect(gone([idle, busy, fresh])).toEqual([0]))
    answer(busy)
    await vi.waitFor(() => expect(gone([busy])).toEqual([0]))
  })

  it('closes a connection from which nothing has come by the second time, whether it was used or not', async () => {
    await start(100)
    const fresh = await open()
    const accepted = once(server, 'connection')
    const late = await open()
    const [socket] = (await accepted) as [Socket]
    await request(late)
    answer(late)
    const before = socket.bytesRead
    late.write('\r\n')
    await vi.waitFor(() => expect(socket.bytesRead).toBeGreaterThan(before))
    connections.closeIdle()
    expect(gone([fresh, late])).toEqual([])

    connections.closeIdle()
    await vi.waitFor(() => expect(gone([fresh, late])).toEqual([0, 1]))
  })

  it('keeps a connection whose next request has begun', async () => {
    await start(100)
    const client = await open()
    await request(client)
    answer(client)
    await once(client, 'data')
    client.write('GET / HTTP/1.1\r\n')
    const other = await open()
    await request(other)
    answer(other)
    await once(other, 'data')
    connections.closeIdle()
    await vi.waitFor(() => expect(gone([other])).toEqual([0]))
    client.write('Host: gateway\r\n\r\n')
    await once(server, 'request')
    answer(client)

    expect(String(await once(client, 'data'))).toMatch(/^HTTP\/1.1 200 /)
  })
})

describe('connections in use', () => {
  it('are those on which a request has arrived in the last five rounds', async () => {
    await start(10)
    const [first, second] = [await open(), await open()]
    await open()
    await request(first)
    answer(first)
    await request(second)
    for (let round = 0; round < 5; round += 1) expect(connections.takeUsed()).toBe(2)
    expect(connections.takeUsed()).toBe(0)
    answer(second)
    await request(second)
    expect(connections.takeUsed()).toBe(1)
    second.destroy()
    await vi.waitFor(() => expect(connections.takeUsed()).toBe(0))
  })

  it('are shed by as many replies as asked for, until they are counted again', async () => {
    await start(10)
    expect(connections.isShed()).toBe(false)
    connections.shed(2)
    expect([connections.isShed(), connections.isShed(), connections.isShed()]).toEqual([true, true, false])
    connections.shed(2)
    connections.takeUsed()
    expect(connections.isShed()).toBe(false)
  })
})
