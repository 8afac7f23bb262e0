import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { botSettings, wireUser } from '../../support/mixin-upstream.ts'

const USER = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const GROUP = '8043dba1-e742-4c54-8425-1b8e188313a8'
const READ = `{ user(by: { mixinUserId: "${USER}" }) { name } }`
const WRITE = `mutation { rotateConversationCode(input: { id: "mixin:conversation:${GROUP}" }) { conversation { name } } }`

const MAX_BYTES = 4 * 1024 * 1024

type Answering = (request: IncomingMessage, response: ServerResponse) => void

const listen = async (answer: Answering): Promise<Server & { readonly url: string }> => {
  const server = createServer((request, response) => {
    response.setHeader('x-request-id', request.headers['x-request-id'] ?? '')
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(server, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

let answer: Answering = () => undefined
let asked: string[] = []
let strangers = 0
let upstream: Awaited<ReturnType<typeof listen>>
let stranger: Awaited<ReturnType<typeof listen>>
let gateway: TestGateway

beforeAll(async () => {
  upstream = await listen((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  stranger = await listen((_, response) => {
    strangers += 1
    response.end('{"data": []}')
  })
})
afterAll(async () => {
  for (const server of [upstream, stranger]) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})
beforeEach(async () => {
  asked = []
  strangers = 0
  // A new one each time: no breaker has opened yet, and nothing is kept.
  gateway = await startGateway({ env: { ...botSettings(), MIXIN_API_URL: upstream.url } })
  return () => gateway.close()
})

const json = (value: unknown): string => JSON.stringify(value)
const user = json({ data: [wireUser(USER)] })
const NAME = { user: { name: 'name of e8e8cd79' } }

/** An answer of so many bytes, spaces at its end. */
const padded = (bytes: number): string => user + ' '.repeat(bytes - user.length)

describe('an upstream response of', () => {
  it('four MiB is read and one byte more is not, also without a content length', async () => {
    answer = (_, response) => response.end(padded(MAX_BYTES))
    expect((await gateway.query(READ)).data).toEqual(NAME)

    for (const isTold of [true, false]) {
      await gateway.close()
      gateway = await startGateway({ env: { ...botSettings(), MIXIN_API_URL: upstream.url } })
      answer = (_, response) => {
        if (isTold) response.setHeader('content-length', MAX_BYTES + 1)
        else response.write(' ')
        response.end(padded(MAX_BYTES + (isTold ? 1 : 0)))
      }
      expect(codesOf(await gateway.query(READ))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    }
  })

  it('any size is aborted at the limit, not at its end', async () => {
    let written = 0
    const closed = Promise.withResolvers<void>()
    answer = (_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 32)
      const more = (): void => {
        while (!response.destroyed && written < 60 * MAX_BYTES) {
          written += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
      }
      response.once('close', () => closed.resolve())
      more()
    }

    expect(codesOf(await gateway.query(READ))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    await closed.promise
    expect(written).toBeLessThan(4 * MAX_BYTES)
  })
})

describe('an upstream response that is', () => {
  it.each<[string, Buffer]>([
    ['gzip', gzipSync(user)],
    ['GZIP', gzipSync(user)],
    ['x-gzip', gzipSync(user)],
    ['deflate', deflateSync(user)],
    ['br', brotliCompressSync(user)],
    ['identity, gzip', gzipSync(user)],
    ['zstd', Buffer.from(user)],
    ['gzip', gzipSync(Buffer.alloc(50 * 1024 * 1024, 32))],
  ])('compressed as %s is not decompressed', async (encoding, body) => {
    answer = (request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity')
      response.setHeader('content-encoding', encoding)
      response.end(body)
    }

    expect(codesOf(await gateway.query(READ))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
  })

  it.each(['identity', 'Identity', 'IDENTITY', ' identity ', 'identity, Identity', ''])(
    'explicitly not compressed is read: "%s"',
    async (encoding) => {
      answer = (_, response) => {
        response.setHeader('content-encoding', encoding)
        response.end(user)
      }

      expect((await gateway.query(READ)).data).toEqual(NAME)
    },
  )

  it.each([301, 302, 303, 307, 308])(
    'a redirect (%d) is not followed: no token goes anywhere else',
    async (status) => {
      for (const location of [
        `${stranger.url}/users/fetch`,
        '/elsewhere',
        '//evil.example/',
        'file:///etc/passwd',
      ]) {
        answer = (_, response) => void response.writeHead(status, { location }).end()
        const headers = { authorization: 'Bearer somebody' }

        expect(codesOf(await gateway.query(READ, { headers }))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
      }
      expect(codesOf(await gateway.query(WRITE))).toEqual(['rotateConversationCode: OUTCOME_UNKNOWN'])

      expect(strangers).toBe(0)
      expect(asked).toEqual([...Array(4).fill('POST /users/fetch'), `POST /conversations/${GROUP}/rotate`])
    },
  )

  it.each([
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n{}`],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
    [
      'another answer behind it',
      `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}`,
    ],
    ['nothing', ''],
  ])('%s is invalid and is reported as an error', async (_, bytes) => {
    answer = ({ socket }) => void socket.end(bytes)

    expect(codesOf(await gateway.query(READ))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(new Set(asked)).toEqual(new Set(['POST /users/fetch']))
  })

  it('invalid UTF-8 or deeply nested JSON is handled', async () => {
    const bodies = [
      Buffer.concat([Buffer.from('{"data": "'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]),
      Buffer.from(`{"data": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      Buffer.from(`{"data": [{"user_id": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}]}`),
    ]
    for (const body of bodies) {
      answer = (_, response) => void response.end(body)
      expect(codesOf(await gateway.query(READ))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    }
  })
})

describe('a list that is', () => {
  it('longer than the requested page is not processed', async () => {
    const rows = `{"data": [${'[],'.repeat(1_300_000)}[]]}`
    answer = (_, response) => void response.end(rows)

    expect(codesOf(await gateway.query(READ))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    // Each row that cannot be read is counted, and costs an error: of all of them it would be half a minute.
    const { body } = await gateway.gateway.metrics.render()
    expect(body).toMatch(/^parley_upstream_unusable_total\{/m)
    expect(body).not.toMatch(/^parley_upstream_unusable_total\{.*\} \d{2,}$/m)
  })
})

describe('a base URL', () => {
  it('stays the target of all calls, with its path, whatever an id contains', async () => {
    await gateway.close()
    gateway = await startGateway({ env: { ...botSettings(), MIXIN_API_URL: `${upstream.url}/mixin` } })
    answer = (_, response) => response.end(user)
    const number = '{ user(by: { mixinIdentityNumber: "20304" }) { name } }'
    const phone = '{ user(by: { mixinPhone: { region: "86", number: "13800000000" } }) { name } }'
    for (const query of [READ, number, phone]) await gateway.query(query)

    expect(asked).toEqual([
      'POST /mixin/users/fetch',
      'GET /mixin/users/20304',
      'GET /mixin/search/%2B8613800000000',
    ])
  })
})
