import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type BodyReader, createBodyReader } from '../../../src/server/body-reader.ts'
import { RejectedRequest } from '../../../src/server/error-reply.ts'
import { createTestTicker, type TestTicker } from '../../support/ticker.ts'

const LIMITS = { readingBodies: 100, readingBodiesPerAddress: 100, readingBytes: 1_000_000 }

let ticker: TestTicker
let reader: BodyReader
let server: Server
let port: number
let cuts: string[]
/** How the reading of each body ended, by name. */
let outcomes: Map<string, string>
/** Names of bodies whose reading has begun. */
let begun: Set<string>
const clients: Socket[] = []

const start = async (limits: Partial<typeof LIMITS> = {}, maxBytes = 100_000): Promise<void> => {
  ticker = createTestTicker()
  // Bodies of an earlier test may still end.
  const [ownCuts, ownOutcomes]: [string[], Map<string, string>] = [[], new Map()]
  ;[cuts, outcomes, begun] = [ownCuts, ownOutcomes, new Set()]
  reader = createBodyReader({
    limits: () => ({ ...LIMITS, ...limits, bodyBytes: maxBytes }),
    now: ticker.now,
    onCut: (why) => ownCuts.push(why),
  })
  ticker.every(1_000, reader.check)
  server = createServer((request, response) => {
    const [, block = '', name = ''] = request.url?.split('/') ?? []
    begun.add(name)
    reader.read(request, block).then(
      (body) => {
        ownOutcomes.set(name, body === undefined ? 'too large' : `${body.length} bytes`)
        response.end(body)
      },
      (error: unknown) =>
        ownOutcomes.set(name, error instanceof RejectedRequest ? `${error.reply.status}` : String(error)),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
}
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  server.closeAllConnections()
  server.close()
})

/** Announces a body of 10,000 bytes and sends some of them. */
const send = async (path: string, bytes: number): Promise<Socket> => {
  const client = connect(port, '127.0.0.1')
  client.on('error', () => undefined).resume()
  clients.push(client)
  client.write(`POST ${path} HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10000\r\n\r\n${'x'.repeat(bytes)}`)
  await vi.waitFor(() => expect(begun).toContain(path.split('/')[2]))
  return client
}

/** Sends more of a body and waits until the server has it. */
const sendMore = async (client: Socket, bytes: number): Promise<void> => {
  await new Promise((resolve) => client.write('x'.repeat(bytes), resolve))
  // A second request on another connection comes later than these bytes.
  await send(`/marker/marker${begun.size}`, 10_000)
  await vi.waitFor(() => expect([...outcomes.keys()].at(-1)).toMatch(/^marker/))
}

describe('a body', () => {
  it.each([
    ['of 4,999 bytes in the first five seconds is cut', 4_999, '408'],
    ['of 5,000 bytes in the first five seconds is not', 5_000, undefined],
  ])('%s', async (_, bytes, outcome) => {
    await start()
    const client = await send('/a/one', 0)
    await sendMore(client, bytes)
    ticker.advance(4_000)
    expect(outcomes.get('one')).toBeUndefined()
    ticker.advance(1_000)
    await vi.waitFor(() => expect(outcomes.get('one')).toBe(outcome))

    expect(cuts).toEqual(outcome ? ['slow-body'] : [])
  })

  it('is cut as soon as its average falls below 1 kB/s', async () => {
    await start()
    const client = await send('/a/one', 0)
    await sendMore(client, 8_000)
    ticker.advance(8_000)
    expect(cuts).toEqual([])
    ticker.advance(1_000)

    expect(cuts).toEqual(['slow-body'])
  })

  it('that is complete is returned as it was sent, however small its pieces', async () => {
    await start()
    const client = connect(port, '127.0.0.1')
    clients.push(client)
    let received = ''
    client.setEncoding('latin1').on('data', (text: string) => void (received += text))
    const pieces = Array.from({ length: 5_000 }, (_, index) => `1\r\n${index % 10}\r\n`).join('')
    client.write(
      `POST /a/one HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`,
    )

    await vi.waitFor(() => expect(outcomes.get('one')).toBe('5000 bytes'))
    await vi.waitFor(() => expect(received).toContain('0123456789'.repeat(500)))
  })

  it('that is empty is returned', async () => {
    await start()
    const client = connect(port, '127.0.0.1')
    clients.push(client)
    client.write('POST /a/one HTTP/1.1\r\nHost: gateway\r\nContent-Length: 0\r\n\r\n')

    await vi.waitFor(() => expect(outcomes.get('one')).toBe('0 bytes'))
  })

  it.each([
    ['announces', 'Content-Length: 101'],
    ['has', `Transfer-Encoding: chunked\r\n\r\n65\r\n${'x'.repeat(101)}`],
  ])('that %s more bytes than the limit is not read', async (_, rest) => {
    await start({}, 100)
    const client = connect(port, '127.0.0.1')
    clients.push(client)
    client.write(`POST /a/one HTTP/1.1\r\nHost: gateway\r\n${rest}\r\n\r\n`)

    await vi.waitFor(() => expect(outcomes.get('one')).toBe('too large'))
  })
})

describe('at the limit of bodies of an address, a further one', () => {
  it('replaces the slowest of the same address, and no other', async () => {
    await start({ readingBodiesPerAddress: 3 })
    await send('/other/stranger', 0)
    const fast = await send('/a/fast', 0)
    await send('/a/slow', 0)
    ticker.advance(3_000)
    await sendMore(fast, 5_000)
    await send('/a/third', 0)
    await send('/a/fourth', 0)

    await vi.waitFor(() => expect(outcomes.get('slow')).toBe('503'))
    for (const name of ['stranger', 'fast', 'third', 'fourth']) expect(outcomes.get(name)).toBeUndefined()
    expect(cuts).toEqual(['bodies'])
  })

  it('has its place again when one is complete, or its client has disconnected', async () => {
    await start({ readingBodiesPerAddress: 2 })
    await send('/a/complete', 10_000)
    const left = await send('/a/left', 0)
    left.destroy()
    await vi.waitFor(() => expect([...outcomes.keys()].sort()).toEqual(['complete', 'left']))
    await send('/a/third', 0)
    await send('/a/fourth', 0)

    expect(cuts).toEqual([])
  })
})

describe('at the limit of all bodies, a further one', () => {
  it('replaces the slowest', async () => {
    await start({ readingBodies: 2 })
    await send('/a/first', 0)
    ticker.advance(1_000)
    await send('/b/second', 0)
    await send('/c/third', 0)

    await vi.waitFor(() => expect(outcomes.get('first')).toBe('503'))
    expect([...outcomes.keys()]).toEqual(['first'])
  })
})

describe('bytes of bodies', () => {
  it('are bounded: beyond the limit the oldest body is cut', async () => {
    await start({ readingBytes: 16_000 })
    await send('/a/oldest', 6_000)
    await send('/b/second', 6_000)
    await send('/c/third', 6_000)

    await vi.waitFor(() => expect(outcomes.get('oldest')).toBe('503'))
    expect([cuts, outcomes.size]).toEqual([['bodies'], 1])
  })

  it('are no longer counted once a body is complete', async () => {
    await start({ readingBytes: 16_000 })
    for (const name of ['one', 'two', 'three']) {
      await send(`/a/${name}`, 10_000)
      await vi.waitFor(() => expect(outcomes.get(name)).toBe('10000 bytes'))
    }

    expect(cuts).toEqual([])
  })
})
