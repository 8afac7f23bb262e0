import { request as plainRequest } from 'node:http'
import { buffer as readBytes } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

let harness: SandboxGateway
beforeAll(async () => {
  harness = await startSandboxGateway()
})
afterAll(() => harness.close())

interface Sent {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
}

const send = (
  path: string,
  { method = 'GET', body, ...headers }: Record<string, string> = {},
  url = harness.gateway.url,
): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const sent = plainRequest(`${url}${path}`, { method, headers }, (response) => {
      readBytes(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }),
        reject,
      )
    })
    sent.on('error', reject).end(body)
  })

const post = (query: string, coding?: string, more: Record<string, string> = {}, url?: string) =>
  send(
    '/graphql',
    {
      method: 'POST',
      body: JSON.stringify({ query }),
      'content-type': 'application/json',
      ...(coding && { 'accept-encoding': coding }),
      ...more,
    },
    url,
  )

const unpack = ({ headers, bytes }: Sent): string => {
  const coding = headers['content-encoding']
  if (coding === 'br') return brotliDecompressSync(bytes).toString()
  return (coding === 'gzip' ? gunzipSync(bytes) : bytes).toString()
}

const LONG = `{ __schema { types { name description } } }`
/** More than 1 KiB of a response. */
const LONG_FIELDS = Array.from({ length: 20 }, (_, index) => `a${index}${'x'.repeat(100)}: __typename`).join(
  ' ',
)
const SHORT = '{ __typename }'

describe('a long response', () => {
  it('is compressed as the client asks, on every path that executes it', async () => {
    const plain = await post(LONG)
    expect(plain.headers).not.toHaveProperty('content-encoding')
    expect(plain.headers['vary']).toContain('Accept-Encoding')
    for (const coding of ['br', 'gzip', 'br', 'gzip']) {
      const packed = await post(LONG, coding)
      expect(packed.headers['content-encoding']).toBe(coding)
      expect(packed.headers['vary']).toContain('Accept-Encoding')
      expect(Number(packed.headers['content-length'])).toBe(packed.bytes.length)
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2)
      expect(unpack(packed)).toBe(plain.bytes.toString())
    }
    expect(await post(LONG, 'gzip;q=0')).toMatchObject({ bytes: plain.bytes })
  })

  it('is compressed on GET and on the other routes too', async () => {
    const query = `/graphql?query=${encodeURIComponent(LONG)}`
    for (const [path, headers] of [
      [query, { accept: 'application/json' }],
      ['/graphql', { accept: 'text/html' }],
      ['/metrics', {}],
    ] as const) {
      const packed = await send(path, { ...headers, 'accept-encoding': 'gzip' })
      expect(packed.headers['content-encoding'], path).toBe('gzip')
      expect(packed.headers['vary'], path).toMatch(/accept-encoding/i)
      expect(gunzipSync(packed.bytes).length, path).toBeGreaterThan(1024)
    }
  })

  it('has the same head for HEAD', async () => {
    const headers = { accept: 'application/json', 'accept-encoding': 'br' }
    const path = `/graphql?query=${encodeURIComponent(LONG)}`
    const got = await send(path, headers)
    const { date: _, 'x-request-id': __, 'server-timing': ___, ...expected } = got.headers
    const head = await send(path, { ...headers, method: 'HEAD' })
    expect(head.headers).toMatchObject(expected)
    expect(head.bytes.length).toBe(0)
  })

  it('is sent in the order of the requests where these are pipelined', async () => {
    const answers = await Promise.all([post(LONG, 'br'), post(SHORT, 'br'), post(LONG, 'gzip')])
    expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual(['br', undefined, 'gzip'])
  })
})

describe('what is never compressed', () => {
  it('is a short response', async () => {
    expect((await post(SHORT, 'br')).headers).not.toHaveProperty('content-encoding')
  })

  it('is a response with a code, each time it is asked for', async () => {
    const documentOf = (field: string) => `{ viewer { mixin { ${field} user { name ${LONG_FIELDS} } } } }`
    const alia = harness.as('Alia')
    for (let count = 0; count < 4; count += 1) {
      expect((await post(documentOf('hasPin'), 'gzip', alia)).headers['content-encoding']).toBe('gzip')
      for (const field of ['codeUrl', 'x: codeId', '...on MixinAccount { pinToken }']) {
        const answer = await post(documentOf(field), 'gzip', alia)
        expect(answer.bytes.length).toBeGreaterThan(1024)
        expect(answer.headers).not.toHaveProperty('content-encoding')
      }
    }
  })

  it('is a response that sets the session cookie', async () => {
    const sealtalk = await startSealTalkGateway()
    try {
      const query = `mutation { logout { loggedOut ${LONG_FIELDS} } }`
      const answer = await post(query, 'gzip', await sealtalk.signIn(), sealtalk.gateway.url)
      expect(answer.headers['set-cookie']).toBeDefined()
      expect(answer.bytes.length).toBeGreaterThan(1024)
      expect(answer.headers).not.toHaveProperty('content-encoding')
    } finally {
      await sealtalk.close()
    }
  })
})
