import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LogLine } from '../../../support/log-lines.ts'
import { type SandboxGateway, startSandboxGateway } from '../../../support/sandbox.ts'

const BODY = '{"query":"{ __typename }"}'
const JSON_TYPE = 'Content-Type: application/json'

let harness: SandboxGateway
beforeAll(async () => {
  harness = await startSandboxGateway({ env: { LIMIT_REQUESTS_PER_SECOND: '1000' } })
})
afterAll(() => harness.close())

const lines = (): LogLine[] => harness.gateway.logged.map((line) => JSON.parse(line) as LogLine)

/** Sends a request as it is written, and waits for all that comes back. */
const send = async (head: readonly string[], body = ''): Promise<string> => {
  const { port } = new URL(harness.gateway.url)
  const client = connect(Number(port), '127.0.0.1')
  let received = ''
  client.setEncoding('utf8').on('data', (text: string) => void (received += text))
  client.on('error', () => undefined)
  client.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  await Promise.race([once(client, 'close'), vi.waitFor(() => expect(received).toContain('\r\n\r\n'))])
  client.destroy()
  return received
}

const post = (more: readonly string[], body = BODY) => [
  'POST /graphql HTTP/1.1',
  'Host: gateway',
  `Content-Length: ${Buffer.byteLength(body)}`,
  ...more,
]
const get = (path: string, ...more: string[]) => [`GET ${path} HTTP/1.1`, 'Host: gateway', ...more]
const QUERY = '/graphql?query=%7B__typename%7D'

/** What refuses a request, and what its lines have. */
const REFUSALS: readonly (readonly [string, number, string, readonly string[], string?])[] = [
  ['a media type', 415, 'BAD_USER_INPUT', post(['Content-Type: text/plain']), BODY],
  ['a compressed body', 415, 'BAD_USER_INPUT', post([JSON_TYPE, 'Content-Encoding: gzip']), BODY],
  [
    'a large body',
    413,
    'QUERY_TOO_COMPLEX',
    ['POST /graphql HTTP/1.1', 'Host: gateway', JSON_TYPE, 'Content-Length: 9999999'],
  ],
  ['a body that is no JSON', 400, 'BAD_USER_INPUT', post([JSON_TYPE], '{'), '{'],
  [
    'JSON that is nested too deeply',
    400,
    'QUERY_TOO_COMPLEX',
    post([JSON_TYPE], '['.repeat(99)),
    '['.repeat(99),
  ],
  ['an Accept header', 406, 'BAD_USER_INPUT', post([JSON_TYPE, 'Accept: image/png']), BODY],
  ['a method', 405, 'BAD_USER_INPUT', ['DELETE /graphql HTTP/1.1', 'Host: gateway']],
  [
    'a method of another path',
    405,
    'BAD_USER_INPUT',
    ['POST /health/live HTTP/1.1', 'Host: gateway', 'Content-Length: 0'],
  ],
  ['a path', 404, 'NOT_FOUND', get('/nowhere')],
  ['a long URL', 414, 'BAD_USER_INPUT', get(`${QUERY}&a=${'a'.repeat(9_000)}`)],
  ['no host', 400, 'BAD_USER_INPUT', [`GET ${QUERY} HTTP/1.1`]],
  ['several hosts', 400, 'BAD_USER_INPUT', get(QUERY, 'Host: other')],
  ['a GET of another site', 403, 'FORBIDDEN', get(QUERY, 'Cookie: a=b', 'Sec-Fetch-Site: cross-site')],
  ['an expectation', 417, 'BAD_USER_INPUT', post([JSON_TYPE, 'Expect: miracles']), BODY],
  ['a mutation by GET', 405, 'BAD_USER_INPUT', get('/graphql?query=mutation%7Blogout%7BloggedOut%7D%7D')],
]

describe('a request that is refused because of', () => {
  it.each(REFUSALS.map(([why, status, code, head, body = '']) => [why, status, code, head, body] as const))(
    '%s: %d',
    async (_, status, code, head, body) => {
      const before = harness.gateway.logged.length
      expect(await send(head, body)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      await vi.waitFor(() => {
        const own = lines().slice(before)
        expect(own.filter(({ msg }) => msg === 'request')).toMatchObject([
          {
            level: 'info',
            event: 'request',
            kind: 'none',
            status,
            codes: [code],
            requestId: expect.any(String),
          },
        ])
        const [{ requestId } = {}] = own.filter(({ msg }) => msg === 'request')
        expect(
          own.filter(({ level, ...line }) => level === 'debug' && line['requestId'] === requestId),
        ).toHaveLength(1)
      })
    },
  )

  it('its rate: 429', async () => {
    harness.gateway.reload({ LIMIT_REQUESTS_PER_SECOND: '0.001' })
    const before = harness.gateway.logged.length
    await send(get(QUERY))
    expect(await send(get(QUERY))).toMatch(/^HTTP\/1.1 (200|429) /)
    expect(await send(get(QUERY))).toMatch(/^HTTP\/1.1 429 /)
    harness.gateway.reload({})
    const refused = lines()
      .slice(before)
      .filter(({ status }) => status === 429)
    expect(refused.filter(({ msg }) => msg === 'request')[0]).toMatchObject({ codes: ['RATE_LIMITED'] })
  })

  it.each<[string, readonly string[], number | undefined, string]>([
    ['its first line', ['not a request'], 400, 'malformed'],
    ['a large head', get(QUERY, `A: ${'a'.repeat(20_000)}`), 431, 'large-head'],
    ['CONNECT', ['CONNECT secret:443 HTTP/1.1', 'Host: gateway'], undefined, 'method-connect'],
  ])('%s has the line of its connection', async (_, head, status, why) => {
    const before = harness.gateway.logged.length
    await send(head)
    await vi.waitFor(() =>
      expect(lines().slice(before)).toMatchObject([
        {
          level: 'info',
          event: 'connection',
          why,
          ...(status && { status }),
          address: '127.0.0.0/24',
          count: 1,
        },
      ]),
    )
  })
})
