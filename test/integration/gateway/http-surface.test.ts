import { type IncomingMessage, request as plainRequest } from 'node:http'
import { json as readJson } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const ORIGIN = 'https://app.example'
const gateway = await startGateway({ env: { CORS_ORIGINS: ORIGIN, CORS_HEADERS: 'X-App-Version, x-tenant' } })
afterAll(() => gateway.close())

const graphql = `${gateway.url}/graphql`
const post = (
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer> = '{"query":"{ __typename }"}',
) => fetch(graphql, { method: 'POST', headers, body })

const json = { 'content-type': 'application/json' }

describe('a request', () => {
  it('gets its request id back where it is valid, and a new one otherwise', async () => {
    const own = await post({ ...json, 'x-request-id': 'my_id-1' })
    expect(own.headers.get('x-request-id')).toBe('my_id-1')

    for (const bad of ['a b', 'x'.repeat(65), 'é'.normalize('NFD').slice(0, 1) + '!']) {
      const answer = await post({ ...json, 'x-request-id': bad })
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['multipart/form-data; boundary=x', {}],
    ['application/graphql', {}],
    ['application/json; charset=utf-16', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('with a body of %s (%j) is rejected with 415', async (type, more) => {
    const answer = await post({ 'content-type': type, ...more })

    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  })

  it.each([
    ['Application/JSON; Charset=UTF-8', {}],
    ['application/json', { 'content-encoding': 'Identity' }],
  ])('with a body of %s (%j) is accepted, whatever the case', async (type, more) => {
    expect((await post({ 'content-type': type, ...more })).status).toBe(200)
  })

  it('with a body over 256 KiB is rejected with 413, also without a content length', async () => {
    expect((await post(json, new Uint8Array(256 * 1024 + 1).fill(32))).status).toBe(413)

    const status = await new Promise<number | undefined>((resolve, reject) => {
      const chunked = plainRequest(graphql, { method: 'POST', headers: json }, (response) => {
        resolve(response.statusCode)
        chunked.destroy()
      })
      chunked.on('error', reject)
      for (let sent = 0; sent <= 256; sent += 64) chunked.write(Buffer.alloc(64 * 1024 + 1, ' '))
      chunked.end()
    })
    expect(status).toBe(413)
  })

  it('that is not GraphQL gets a GraphQL error with a code of the schema', async () => {
    for (const [body, status] of [
      ['{', 400],
      ['{"query": "{ nope }"}', 200],
      ['{"query": "{"}', 200],
    ] as const) {
      const answer = await post(json, body)
      expect(answer.status).toBe(status)
      expect(await answer.json()).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT', retryable: false, requestId: expect.any(String) } }],
      })
    }
  })

  it('gets at most five errors about its document', async () => {
    const answer = await post(json, JSON.stringify({ query: `{ ${'abcdefghij'.split('').join(' ')} }` }))
    const { errors } = (await answer.json()) as { errors: unknown[] }

    expect(errors).toHaveLength(5)
  })
})

describe('the head of a request', () => {
  it('may have a URL of 8 KiB, and is rejected with 414 beyond', async () => {
    const path = '/graphql?query=%7B__typename%7D&x='
    const longest = `${gateway.url}${path}${'x'.repeat(8 * 1024 - path.length)}`
    const headers = { accept: 'application/json' }
    expect((await fetch(longest, { headers })).status).toBe(200)

    for (const url of [`${longest}x`, `${gateway.url}/${'x'.repeat(8 * 1024)}`]) {
      const answer = await fetch(url, { headers })
      expect(answer.status).toBe(414)
      expect(await answer.json()).toMatchObject({
        errors: [{ message: expect.stringContaining('8 KiB'), extensions: { code: 'BAD_USER_INPUT' } }],
      })
    }
  })

  it('may have an Accept of 512 characters, and is rejected with 406 beyond', async () => {
    const accept = `application/json, ${'text/x, '.repeat(61)}*/*`.padEnd(512, ' ').replace(/ $/, 'x')
    expect(accept).toHaveLength(512)
    expect((await post({ ...json, accept })).status).toBe(200)

    const answer = await post({ ...json, accept: `${accept}x` })
    expect(answer.status).toBe(406)
    expect(await answer.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining('512 characters'), extensions: { code: 'BAD_USER_INPUT' } },
      ],
    })
  })
})

describe('a GET', () => {
  const url = `${graphql}?query=${encodeURIComponent('{ __typename }')}`

  it('executes queries', async () => {
    const answer = await fetch(url, { headers: { accept: 'application/json' } })
    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('gets GraphiQL where the client prefers text/html, and never where that has a weight of 0', async () => {
    const typeFor = async (accept: string) =>
      (await fetch(url, { headers: { accept } })).headers.get('content-type')

    expect(await typeFor('text/html, */*;q=0.8')).toBe('text/html; charset=utf-8')
    expect(await typeFor('text/html;q=0, */*')).toBe('application/json; charset=utf-8')
    expect(await typeFor('application/json, text/html;q=0.9')).toBe('application/json; charset=utf-8')
  })

  it('rejects mutations with 405', async () => {
    const mutation = `${graphql}?query=${encodeURIComponent('mutation { logout { loggedOut } }')}`
    expect((await fetch(mutation, { headers: { accept: 'application/json' } })).status).toBe(405)
  })

  describe('with a cookie', () => {
    const statusWith = async (headers: [string, string][]): Promise<number> => {
      const lines = [['Host', 'gateway'], ['Accept', 'application/json'], ['Cookie', 'a=b'], ...headers]
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        plainRequest(url, { headers: lines.flat() }, resolve).on('error', reject).end()
      })
      const { errors } = (await readJson(answer)) as { errors?: { extensions: { code: string } }[] }
      if (answer.statusCode === 403) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
      return answer.statusCode ?? 0
    }

    it.each([
      'Authorization',
      'X-Api-Key',
      'X-SealTalk-Session',
      'X-Parley-Trace',
      'X-Request-Id',
      'Apollo-Require-Preflight',
    ])('is served with the header %s, which other sites cannot set', async (name) => {
      expect(await statusWith([[name, 'x']])).toBe(200)
      expect(await statusWith([[name.toLowerCase(), 'x']])).toBe(200)
      // A browser that says that the request is from another site has made a preflight request.
      expect(
        await statusWith([
          [name, 'x'],
          ['Sec-Fetch-Site', 'cross-site'],
        ]),
      ).toBe(200)
    })

    it.each(['same-origin', 'none'])('is served with Sec-Fetch-Site: %s', async (site) => {
      expect(await statusWith([['Sec-Fetch-Site', site]])).toBe(200)
    })

    it('is served with an origin of CORS_ORIGINS', async () => {
      expect(
        await statusWith([
          ['Origin', ORIGIN],
          ['Sec-Fetch-Site', 'cross-site'],
        ]),
      ).toBe(200)
    })

    it.each<[string, [string, string][]]>([
      ['nothing more', []],
      ['a JSON Content-Type', [['Content-Type', 'application/json']]],
      ['Content-Type: text/plain', [['Content-Type', 'text/plain']]],
      ['Accept-Language', [['Accept-Language', 'en']]],
      ['Content-Language', [['Content-Language', 'en']]],
      ['Range', [['Range', 'bytes=0-']]],
      [
        'hints about the client',
        [
          ['Save-Data', 'on'],
          ['DPR', '2'],
          ['Width', '1'],
        ],
      ],
      ['Sec-Fetch-Site: cross-site', [['Sec-Fetch-Site', 'cross-site']]],
      ['Sec-Fetch-Site: same-site', [['Sec-Fetch-Site', 'same-site']]],
      [
        'two values of Sec-Fetch-Site',
        [
          ['Sec-Fetch-Site', 'none'],
          ['Sec-Fetch-Site', 'cross-site'],
        ],
      ],
      ['Origin: null', [['Origin', 'null']]],
      ['an origin not in CORS_ORIGINS', [['Origin', 'https://evil.example']]],
      ['an origin that only begins with one', [['Origin', `${ORIGIN}.evil.example`]]],
      [
        'a blank header of the gateway',
        [
          ['X-Parley-Trace', ' '],
          ['Authorization', ''],
        ],
      ],
      ['a header that is not of the gateway', [['X-Requested-By', 'x']]],
    ])('is refused with %s', async (_, headers) => {
      expect(await statusWith(headers)).toBe(403)
    })
  })
})

describe('CORS', () => {
  it('allows the configured origins, with credentials and the documented headers', async () => {
    const preflight = await fetch(graphql, {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(preflight.headers.get('access-control-allow-credentials')).toBe('true')
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST')
    expect(preflight.headers.get('access-control-max-age')).toBe('7200')
    expect(preflight.headers.get('access-control-allow-headers')).toBe(
      'Content-Type, Authorization, X-Api-Key, X-SealTalk-Session, X-Parley-Trace, X-Request-Id, ' +
        'apollo-require-preflight, traceparent, tracestate, baggage, sentry-trace, ' +
        'apollographql-client-name, apollographql-client-version, ' +
        'x-graphql-client-name, x-graphql-client-version, x-requested-with, X-App-Version, x-tenant',
    )
    expect((await post({ ...json, origin: ORIGIN })).headers.get('access-control-allow-origin')).toBe(ORIGIN)
  })

  it('lets pages read the request id, the time to wait and the timing, of errors as well', async () => {
    for (const method of ['POST', 'PUT']) {
      const answer = await fetch(graphql, { method, headers: { ...json, origin: ORIGIN }, body: '{}' })
      expect(answer.headers.get('access-control-expose-headers')).toBe(
        'X-Request-Id, Retry-After, Server-Timing',
      )
    }
  })

  it('has no headers for other origins', async () => {
    for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`, ORIGIN.toUpperCase()]) {
      const preflight = await fetch(graphql, { method: 'OPTIONS', headers: { origin } })
      const answer = await post({ ...json, origin })
      for (const { headers } of [preflight, answer]) {
        expect(headers.get('access-control-allow-origin')).toBeNull()
        expect(headers.get('access-control-allow-credentials')).toBeNull()
      }
    }
  })
})

describe('a response', () => {
  /** Names of headers as they came over the wire; without Vary, which may come several times. */
  const headersOf = (
    path: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> },
  ): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const asked = plainRequest(`${gateway.url}${path}`, { method, headers }, (response) => {
        response.resume()
        const names = response.rawHeaders.filter((_, index) => index % 2 === 0)
        resolve(names.map((name) => name.toLowerCase()).filter((name) => name !== 'vary'))
      })
      asked.on('error', reject).end(method === 'POST' ? '{"query":"{ __typename }"}' : undefined)
    })

  it('has each header once, and its length, on every route', async () => {
    const page = await (await fetch(graphql, { headers: { accept: 'text/html' } })).text()
    const file = /\/graphql\/assets\/[\w.-]+/.exec(page)?.[0] ?? ''
    const asked: [string, { method?: string; headers?: Record<string, string> }][] = [
      ['/graphql', { method: 'POST', headers: json }],
      ['/graphql', { method: 'POST', headers: { ...json, origin: ORIGIN } }],
      ['/graphql', { headers: { accept: 'text/html' } }],
      [file, { headers: { 'accept-encoding': 'br' } }],
      ['/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' } }],
      ['/health/live', {}],
      ['/metrics', {}],
      ['/nothing', {}],
    ]
    for (const [path, request] of asked) {
      const names = await headersOf(path, request)
      expect(names, path).toEqual([...new Set(names)])
      expect(names, path).toEqual(expect.arrayContaining(['content-length', 'x-content-type-options']))
    }
    const preflight = await headersOf('/graphql', { method: 'OPTIONS', headers: { origin: ORIGIN } })
    expect(preflight).toEqual([...new Set(preflight)])
  })
})

describe('beside GraphQL', () => {
  it('there are health checks', async () => {
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200)
    const ready = await fetch(`${gateway.url}/health/ready`)
    expect([ready.status, await ready.text()]).toEqual([200, 'ready\n'])
  })

  it('there are metrics in Prometheus text, with labels from closed sets only', async () => {
    await gateway.query('{ user(by: { mixinUserId: "x" }) { id } }')
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()

    expect(metrics).toContain('parley_errors_total{code="UNSUPPORTED",network="mixin"} 1')
    expect(metrics).toMatch(/parley_request_duration_seconds_count\{kind="query",outcome="\w+"\} \d+/)
  })

  it('there are no other paths', async () => {
    expect((await fetch(`${gateway.url}/etc/passwd`)).status).toBe(404)
    expect((await fetch(`${gateway.url}/graphql/assets/..%2f..%2fpackage.json`)).status).toBe(404)
    expect((await fetch(`${gateway.url}/constructor`)).status).toBe(404)
  })
})
