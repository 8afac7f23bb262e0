import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createConnectionLog } from '../../../src/server/connection-log.ts'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends a text to a server that waits 100 ms for the head of a request. */
const send = async (text: string) => {
  const lines: unknown[] = []
  server = createServer(
    { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20, maxHeaderSize: 1_024 },
    (request, response) => void request.resume().on('end', () => response.end('served')),
  )
  createConnectionLog({ info: (message, fields) => void lines.push({ message, ...fields }) }, () => 0).watch(
    server,
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let received = ''
  client.setEncoding('utf8').on('data', (part: string) => void (received += part))
  client.on('error', () => undefined)
  client.write(text)
  if (text.includes('/left')) client.end()
  await once(client, 'close')
  return { received: received.split('\r\n')[0], lines }
}

describe('a connection that Node.js ends', () => {
  it.each([
    ['no request', 'nonsense\r\n\r\n', '400 Bad Request', 'malformed', 400],
    [
      'a head that is too large',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(2_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'large-head',
      431,
    ],
    ['a head that does not end', 'GET / HTTP/1.1\r\nHost: secret', '408 Request Timeout', 'slow-head', 408],
    [
      'a chunk that is none',
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n',
      '400 Bad Request',
      'malformed',
      400,
    ],
    ['CONNECT', 'CONNECT secret:443 HTTP/1.1\r\nHost: x\r\n\r\n', '', 'method-connect', undefined],
  ])('for %s has a line without any text of it', async (_, text, response, why, status) => {
    const { received, lines } = await send(text)
    expect(received).toBe(response === '' ? '' : `HTTP/1.1 ${response}`)
    expect(lines).toEqual([
      { message: 'connection ended', event: 'connection', why, status, address: '127.0.0.0/24', count: 1 },
    ])
  })

  it('has none where the client has left in the middle', async () => {
    const { lines } = await send('POST /left HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc')
    expect(lines).toEqual([])
  })
})

describe('many connections that are ended', () => {
  it('have one line a second for each reason, which says how many they were', () => {
    let now = 0
    const lines: unknown[] = []
    const log = createConnectionLog({ info: (_, fields) => void lines.push(fields) }, () => now)
    for (let time = 0; time < 1_000; time += 1) log.ended('malformed', '198.51.100.7')
    log.ended('slow-reply', '2001:db8::1')
    expect(lines).toMatchObject([
      { why: 'malformed', count: 1, address: '198.51.100.0/24' },
      { why: 'slow-reply', count: 1, address: '2001:db8:0:0::/64' },
    ])
    now = 1_000
    log.ended('malformed', '203.0.113.9')
    expect(lines.slice(2)).toMatchObject([{ why: 'malformed', count: 1_000, address: '203.0.113.0/24' }])
  })
})
