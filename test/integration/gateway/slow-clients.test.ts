import type { Socket } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Answer } from '../../support/gateway.ts'
import { linesOf } from '../../support/log-lines.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { beginToAsk, requestWithoutReading } from '../../support/slow-client.ts'
import { sendBytes } from '../security/raw-socket.ts'
import { createTestTicker, type TestTicker } from '../../support/ticker.ts'

let harness: SandboxGateway
let ticker: TestTicker
let closing: Promise<void> | undefined
const start = async (env: Record<string, string> = {}): Promise<string> => {
  ticker = createTestTicker()
  harness = await startSandboxGateway({ env, ticker })
  return harness.gateway.url
}
afterEach(async () => {
  await (closing ?? harness.close())
  closing = undefined
})

const ask = (): Promise<Answer> => harness.gateway.query('{ __typename }')

const metrics = async (): Promise<string> => (await fetch(`${harness.gateway.url}/metrics`)).text()
const untilCut = (why: string, count: number): Promise<void> =>
  vi.waitFor(async () => expect(await metrics()).toContain(`parley_clients_cut_total{why="${why}"} ${count}`))

describe('a client that sends its body slowly', () => {
  it('takes no place of the requests in progress', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '2' })
    const slow = await Promise.all(Array.from({ length: 20 }, () => beginToAsk(url, '{ __typename }')))
    for (let count = 0; count < 5; count += 1) expect(await ask()).toMatchObject({ status: 200, errors: [] })

    expect(await slow[7]?.finish()).toMatch(/^HTTP\/1\.1 200 .*"Query"/s)
    expect(await metrics()).toContain('parley_requests_shed_total{why="requests"} 0')
    for (const client of slow) client.leave()
  })

  it('gets 408 after five seconds, and is disconnected', async () => {
    const url = await start()
    const client = await beginToAsk(url, '{ __typename }')
    // The gateway has its head once it has served a later request.
    await ask()
    ticker.advance(4_000)
    await untilCut('slow-body', 0)
    ticker.advance(1_000)

    const [head = '', body = ''] = (await client.cut).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 408 .*connection: close/is)
    expect(JSON.parse(body)).toEqual({
      errors: [
        {
          message: expect.stringContaining('too slowly'),
          extensions: { code: 'BAD_USER_INPUT', retryable: false, requestId: expect.any(String) },
        },
      ],
    })
    await untilCut('slow-body', 1)
  })

  it('gives way to another one of its address, and not to one of its neighbors', async () => {
    const url = await start({ LIMIT_READING_BODIES_PER_ADDRESS: '2', TRUST_PROXY: '127.0.0.1' })
    const from = (address: string) =>
      beginToAsk(url, '{ __typename }', { headers: { 'X-Forwarded-For': address } })
    const neighbor = await from('198.51.100.1')
    await ask()
    const first = await from('203.0.113.9')
    await ask()
    ticker.advance(1_000)
    const others = [await from('203.0.113.9'), await from('203.0.113.9')]

    expect(await first.cut).toMatch(/^HTTP\/1\.1 503 .*retry-after: 1.*"RATE_LIMITED"/is)
    for (const client of [neighbor, ...others]) expect(await client.finish()).toMatch(/^HTTP\/1\.1 200 /)
    await untilCut('bodies', 1)
  })

  it('counts as /64 where it has IPv6', async () => {
    const url = await start({ LIMIT_READING_BODIES_PER_ADDRESS: '1', TRUST_PROXY: '127.0.0.1' })
    const from = (address: string) =>
      beginToAsk(url, '{ __typename }', { headers: { 'X-Forwarded-For': address } })
    const first = await from('2001:db8:1:2::1')
    await ask()
    ticker.advance(1_000)
    const second = await from('2001:db8:1:2:ffff::2')

    expect(await first.cut).toMatch(/^HTTP\/1\.1 503 /)
    second.leave()
  })
})

describe('a client that waits for "100 Continue" before it sends its body', () => {
  const CONTINUE = { Expect: '100-continue' }

  it('is told to go on, and served', async () => {
    const url = await start()
    const client = await beginToAsk(url, '{ __typename }', { headers: CONTINUE, bytes: 0 })

    await client.said(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
    expect(await client.finish()).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 .*"Query"/s)
  })

  it('gets 413 without sending a body that is too large, and is disconnected', async () => {
    const url = await start({ LIMIT_BODY_BYTES: '1024' })
    const client = await beginToAsk(url, 'x'.repeat(1_100), { headers: CONTINUE, bytes: 0 })

    expect(await client.cut).toMatch(/^HTTP\/1\.1 413 .*"QUERY_TOO_COMPLEX"/s)
    expect(await metrics()).toContain('parley_requests_shed_total{why="requests"} 0')
  })

  it.each([
    [415, '/graphql', 'text/plain'],
    [404, '/nothing', 'application/json'],
  ])('gets %d without sending a body that nobody reads, and is disconnected', async (status, path, type) => {
    const url = await start()
    const head = [`POST ${path} HTTP/1.1`, 'Host: gateway', `Content-Type: ${type}`, 'Content-Length: 5']

    const reply = await sendBytes(url, [...head, 'Expect: 100-continue', '', ''].join('\r\n'))
    expect(reply.statuses).toEqual([status])
  })

  it('takes no place of the requests in progress, and one of the bodies that are read', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_READING_BODIES_PER_ADDRESS: '1' })
    const client = await beginToAsk(url, '{ __typename }', { headers: CONTINUE, bytes: 0 })
    await client.said(/100 Continue/)

    expect(await ask()).toMatchObject({ status: 200, errors: [] })
    expect(await client.cut).toMatch(/HTTP\/1\.1 503 .*"RATE_LIMITED"/s)
    await untilCut('bodies', 1)
  })

  it('gets 408 after five seconds without a byte', async () => {
    const url = await start()
    const client = await beginToAsk(url, '{ __typename }', { headers: CONTINUE, bytes: 0 })
    await client.said(/100 Continue/)
    ticker.advance(5_000)

    expect(await client.cut).toMatch(/HTTP\/1\.1 408 /)
    await untilCut('slow-body', 1)
  })
})

/** A client that requests a large file of GraphiQL again and again, and the size of that file. */
const requestLarge = async (url: string, times: number, clients = 1) => {
  const page = await (await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).text()
  const [, path = ''] = /src="(\/graphql\/assets\/graphiql\.[^"]+\.js)"/.exec(page) ?? []
  const file = await fetch(url + path, { headers: { 'accept-encoding': 'identity' } })
  const { byteLength: bytes } = await file.arrayBuffer()
  const sockets: Socket[] = []
  for (let count = 0; count < clients; count += 1) sockets.push(await requestWithoutReading(url, path, times))
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
  const [socket] = sockets as [Socket]
  return { socket, sockets, bytes }
}

/** More than all buffers of the operating system hold. */
const TIMES = 30

/** Whether the gateway has an unread response, which then counts as in progress. */
const untilOpen = (): Promise<void> => vi.waitFor(async () => expect((await ask()).status).toBe(503))

describe('a client that does not read its responses', () => {
  it('counts as in progress, and gives way to another request after two seconds', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_UNREAD_BYTES: '1GiB' })
    await requestLarge(url, TIMES)
    await untilOpen()
    ticker.advance(2_000)

    expect(await ask()).toMatchObject({ status: 200 })
    await untilCut('requests', 1)
  })

  it('is disconnected after 15 seconds', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_UNREAD_BYTES: '1GiB' })
    const { socket } = await requestLarge(url, TIMES)
    await untilOpen()
    ticker.advance(16_000)

    await untilCut('slow-reply', 1)
    expect(linesOf(harness.gateway, { event: 'connection' })).toMatchObject([
      { why: 'slow-reply', address: '127.0.0.0/24', count: 1 },
    ])
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.resume()
    await closed
    expect(await ask()).toMatchObject({ status: 200 })
  })

  it('is disconnected where unread responses take too much memory', async () => {
    const url = await start({ LIMIT_UNREAD_BYTES: '16MiB' })
    const { sockets } = await requestLarge(url, TIMES, 30)

    await vi.waitFor(async () => expect(await metrics()).toMatch(/cut_total\{why="unread-bytes"\} [1-9]/))
    expect(await ask()).toMatchObject({ status: 200 })
    for (const socket of sockets) socket.destroy()
  })

  it('takes nothing from health checks', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_UNREAD_BYTES: '1GiB' })
    const { socket } = await requestLarge(url, TIMES)
    await untilOpen()

    for (const path of ['/health/live', '/health/ready']) expect((await fetch(url + path)).status).toBe(200)
    socket.destroy()
  })
})

describe('a gateway that stops while a response is not read', () => {
  it('waits until the client has read it', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_UNREAD_BYTES: '1GiB' })
    const { socket, bytes } = await requestLarge(url, 10)
    await untilOpen()
    let received = 0
    closing = harness.close()
    socket.on('data', (chunk: Buffer) => void (received += chunk.length))
    socket.resume()
    await closing

    await vi.waitFor(() => expect(received).toBeGreaterThan(10 * bytes))
  })

  it('disconnects the client if it does not', async () => {
    const url = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_UNREAD_BYTES: '1GiB' })
    await requestLarge(url, TIMES)
    await untilOpen()
    closing = harness.close()
    ticker.advance(16_000)
    await closing

    await expect(ask()).rejects.toThrow('fetch failed')
  })
})
