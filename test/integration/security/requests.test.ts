import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type AttackStage, openAttackStage } from '../../property/fuzz/attack-stage.ts'
import { judge } from '../../property/fuzz/judge.ts'
import { sendBytes } from './raw-socket.ts'

let stage: AttackStage
beforeAll(async () => {
  stage = await openAttackStage({ GRAPHIQL: '0' })
})
afterAll(() => stage.close())
beforeEach(() => void stage.watch.take())

const JSON_TYPE = { 'content-type': 'application/json' }
const VIEWER = '{ viewer { mixin { user { name } } } }'
const RENAME = `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "New" }) { conversation { name } } }`
const body = JSON.stringify({ query: VIEWER })

/** A request as text; whatever is not given is left out. */
const head = (lines: readonly string[], start = 'POST /graphql HTTP/1.1'): string =>
  [start, 'Host: gateway', 'Content-Type: application/json', ...lines, '', ''].join('\r\n')

const SMUGGLED = 'GET /metrics HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n'
const length = `Content-Length: ${body.length}`

describe('a request with an ambiguous length', () => {
  it.each([
    ['both lengths', head(['Content-Length: 5', 'Transfer-Encoding: chunked']) + `0\r\n\r\n${SMUGGLED}`],
    [
      'both, chunked first',
      head(['Transfer-Encoding: chunked', 'Content-Length: 5']) + `0\r\n\r\n${SMUGGLED}`,
    ],
    ['two lengths', head([length, 'Content-Length: 0']) + body + SMUGGLED],
    ['a list of lengths', head([`Content-Length: ${body.length}, 0`]) + body + SMUGGLED],
    ['a length with a sign', head([`Content-Length: +${body.length}`]) + body + SMUGGLED],
    ['a length in hex', head([`Content-Length: 0x${body.length.toString(16)}`]) + body + SMUGGLED],
    ['a negative length', head(['Content-Length: -1']) + body + SMUGGLED],
    ['an encoding that is none', head(['Transfer-Encoding: xchunked']) + body + SMUGGLED],
    ['an encoding behind chunked', head(['Transfer-Encoding: chunked, identity']) + `0\r\n\r\n${SMUGGLED}`],
    [
      'chunked twice',
      head(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']) + `0\r\n\r\n${SMUGGLED}`,
    ],
    ['a space before the colon', head(['Transfer-Encoding : chunked']) + `0\r\n\r\n${SMUGGLED}`],
    [
      'a header that is folded',
      head(['X-Folded: a', ' Transfer-Encoding: chunked', length]) + body + SMUGGLED,
    ],
    ['bare line feeds', (head([length]) + body).replaceAll('\r\n', '\n') + SMUGGLED],
    ['a bare carriage return', head([`X-Bare: a\rTransfer-Encoding: chunked`, length]) + body + SMUGGLED],
    ['a zero byte', head(['X-Zero: a\0b', length]) + body + SMUGGLED],
    ['a chunk of no size', head(['Transfer-Encoding: chunked']) + `zz\r\n${body}\r\n0\r\n\r\n${SMUGGLED}`],
    ['a chunk that goes on', head(['Transfer-Encoding: chunked']) + `1;a\nb\r\n{\r\n0\r\n\r\n${SMUGGLED}`],
    ['no host', `GET /health/live HTTP/1.1\r\n\r\n${SMUGGLED}`],
  ])('is rejected, and nothing after it is read: %s', async (_, bytes) => {
    const { statuses, text } = await sendBytes(stage.gateway.url, bytes)

    expect(statuses).toEqual([400])
    expect(text).not.toContain('parley_')
    expect(text.length).toBeLessThan(500)
    expect(stage.watch.take()).toEqual([])
  })

  it('is two requests where HTTP defines it so', async () => {
    const first = head([length]) + body
    const { statuses } = await sendBytes(stage.gateway.url, first + SMUGGLED)

    expect(statuses).toEqual([200, 200])
  })
})

describe('a repeated credential header', () => {
  const alia = 'Authorization: Bearer sandbox-alia-all-scopes'
  const bo = 'Authorization: Bearer sandbox-bo-all-scopes'

  it.each([
    ['two tokens', [alia, bo], 'viewer.mixin: UNAUTHENTICATED'],
    ['the same token', [alia, alia], 'viewer.mixin: UNAUTHENTICATED'],
    ['a token and a blank', [alia, 'AUTHORIZATION: '], 'viewer.mixin: UNAUTHENTICATED'],
    ['two in one', [`${alia}, Bearer sandbox-bo-all-scopes`], 'viewer.mixin: UNAUTHENTICATED'],
    ['two API keys', ['X-Api-Key: one', 'X-Api-Key: two'], 'viewer.mixin: UNAUTHENTICATED'],
    ['an API key and a blank', ['X-Api-Key: ', 'X-Api-Key: two'], 'viewer.mixin: UNAUTHENTICATED'],
  ])('is no credential: %s', async (_, lines, code) => {
    const { statuses, text } = await sendBytes(
      stage.gateway.url,
      head([...lines, length, 'Connection: close']) + body,
    )

    expect(statuses).toEqual([200])
    expect(text).toContain(`"code":"${code.split(': ')[1] ?? ''}"`)
    expect(stage.watch.take()).toEqual([])
  })

  it('is a credential where it is sent once', async () => {
    const { text } = await sendBytes(stage.gateway.url, head([alia, length, 'Connection: close']) + body)

    expect(text).toContain('Alia Sandmark')
  })

  it('is no SealTalk session either', async () => {
    const session = `X-SealTalk-Session: ${stage.mighty['x-sealtalk-session'] ?? ''}`
    const query = JSON.stringify({ query: '{ viewer { sealtalk { acceptsPokes } } }' })
    const ask = async (lines: readonly string[]) => {
      const lengths = [`Content-Length: ${query.length}`, 'Connection: close']
      return (await sendBytes(stage.gateway.url, head([...lines, ...lengths]) + query)).text
    }

    expect(await ask([session])).toContain('"acceptsPokes":true')
    expect(await ask([session, session])).toContain('UNAUTHENTICATED')
    expect(await ask([session, 'X-SealTalk-Session: '])).toContain('UNAUTHENTICATED')
  })
})

describe('the Accept header', () => {
  it.each([
    ['pages', 'text/html'],
    ['parts', 'multipart/mixed'],
    ['JSON in another script', 'application/json; charset=utf-16'],
    ['JSON of another kind', 'application/jsonp, application/json-seq'],
    ['JSON with a weight of 0', 'application/json;q=0'],
    ['something that is no type', '\xff\xfe'],
    ['pages, five hundred times', Array(500).fill('text/html').join(',')],
    ['JSON, behind a long list', `${'a/b,'.repeat(3_000)}application/json`],
  ])('is checked before execution: 406 for %s', async (_, accept) => {
    const answer = await stage.ask({ query: RENAME }, { accept })

    expect(answer.status).toBe(406)
    expect(judge(answer)).toMatchObject({ problems: [], codes: ['BAD_USER_INPUT'] })
    expect(stage.watch.take()).toEqual([])
  })

  it.each([
    ['nothing said', undefined, 'application/json'],
    ['a blank', ' ', 'application/json'],
    ['anything', '*/*', 'application/json'],
    ['a browser', 'text/html,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['JSON', 'application/json', 'application/json'],
    ['JSON in UTF-8', 'application/json;charset="utf-8"', 'application/json'],
    ['events, or JSON', 'text/event-stream, Application/JSON', 'application/json'],
    [
      'the JSON with the larger weight',
      'application/graphql-response+json;q=0.5, application/json;q=0.6',
      'application/json',
    ],
    [
      'what a client of the draft says',
      'application/graphql-response+json, application/json;q=0.9',
      'application/graphql-response+json',
    ],
  ])('allows JSON: %s', async (_, accept, type) => {
    const answer = await stage.ask({ query: VIEWER }, accept === undefined ? {} : { accept })

    expect(answer.status).toBe(200)
    expect(judge(answer)).toMatchObject({ problems: [], hasData: true })
    expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`)
  })

  it('is not parsed where it exceeds the size of headers', async () => {
    const { statuses, text } = await sendBytes(
      stage.gateway.url,
      head([`Accept: ${'text/html,'.repeat(7_500)}`, length]) + body,
    )

    // Node hangs up while it is still being written to, at times before its answer has left.
    expect([[], [431]]).toContainEqual(statuses)
    expect(text.length).toBeLessThan(500)
  })
})

describe('a body', () => {
  const operations = `operations=${encodeURIComponent(body)}&query=${encodeURIComponent(VIEWER)}`

  it.each([
    ['a form', 'application/x-www-form-urlencoded', operations],
    [
      'a form with files',
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${body}\r\n--x--`,
    ],
    ['plain text', 'text/plain', body],
    ['plain text with a parameter', 'text/plain; a=application/json', body],
    ['nothing said', undefined, body],
    ['a type that begins alike', 'application/jsonx', body],
    ['a type that ends alike', 'application/vnd.api+json', body],
    ['two types in one', 'text/plain, application/json', body],
    ['a bare document', 'application/graphql', VIEWER],
    ['another script', 'application/json; charset=utf-7', body],
  ])('is JSON only where its content type says so: not %s', async (_, type, sent) => {
    const headers = { ...stage.mighty, ...(type !== undefined && { 'content-type': type }) }
    const answer = await stage.send({ headers, body: sent })

    expect(answer.status).toBe(415)
    expect(judge(answer).problems).toEqual([])
    expect(stage.watch.take()).toEqual([])
  })

  it.each([
    ['a list of questions', [{ query: RENAME }, { query: VIEWER }]],
    ['a list of one', [{ query: RENAME }]],
    ['an empty list', []],
    ['a text', RENAME],
    ['a number', 1],
    ['nothing', null],
  ])('is one operation: not %s', async (_, question) => {
    const answer = await stage.send({ headers: JSON_TYPE, body: JSON.stringify(question) })

    expect(answer.status).toBe(400)
    expect(judge(answer)).toMatchObject({ problems: [], codes: ['BAD_USER_INPUT'] })
    expect(stage.watch.take()).toEqual([])
  })

  it('that is invalid JSON is reported without the parser’s message', async () => {
    for (const broken of [
      '{"query": canary',
      '{"query": "{ a }"',
      '\ufeff{}',
      '{"query": "\\ud800',
      "{'canary'}",
    ]) {
      const answer = await stage.send({ headers: JSON_TYPE, body: broken })

      expect(answer.status).toBe(400)
      expect(judge(answer).problems).toEqual([])
      expect(answer.body).not.toMatch(/canary|position|token|SyntaxError|originalError/i)
    }
  })
})

describe('a method', () => {
  it.each(['PUT', 'DELETE', 'PATCH'] as const)('%s is not allowed, whatever the body', async (method) => {
    const answer = await stage.send({ method, headers: JSON_TYPE, body })

    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('GET, HEAD, POST, OPTIONS')
    expect(judge(answer).problems).toEqual([])
  })

  it('HEAD executes nothing that a GET would not', async () => {
    for (const path of ['/graphql', `/graphql?query=${encodeURIComponent(RENAME)}`]) {
      const { statuses, text } = await sendBytes(
        stage.gateway.url,
        head(['Connection: close'], `HEAD ${path} HTTP/1.1`),
      )
      expect(statuses).toEqual([path === '/graphql' ? 200 : 405])
      expect(text.slice(text.indexOf('\r\n\r\n'))).toBe('\r\n\r\n')
      expect(stage.watch.take()).toEqual([])
    }
  })

  it.each(['TRACE', 'CONNECT', 'PROPFIND'])('%s makes no call and repeats nothing', async (method) => {
    const request = head(['X-Canary: canary', 'Connection: close'], `${method} /graphql HTTP/1.1`)
    const { statuses, text } = await sendBytes(stage.gateway.url, request)

    expect(statuses).toEqual(method === 'CONNECT' ? [] : [405])
    expect(text).not.toContain('canary')
    expect(stage.watch.take()).toEqual([])
  })

  it('cannot be changed by a header or a parameter', async () => {
    const overrides = {
      'x-http-method-override': 'POST',
      'x-http-method': 'POST',
      'x-method-override': 'POST',
    }
    const path = `/graphql?_method=POST&query=${encodeURIComponent(RENAME)}`
    const answer = await stage.send({ method: 'GET', path, headers: { ...stage.mighty, ...overrides } })

    expect(answer.status).toBe(405)
    expect(stage.watch.take()).toEqual([])
    const posted = await stage.ask({ query: VIEWER }, { 'x-http-method-override': 'DELETE' })
    expect(posted.status).toBe(200)
  })

  it.each([
    ['alone', RENAME, ''],
    [
      'picked out of a document',
      `query A ${VIEWER} ${RENAME.replace('mutation', 'mutation B')}`,
      '&operationName=B',
    ],
  ])('GET executes no mutation: %s', async (_, query, more) => {
    // Known as a document of a POST, where the fast path has it.
    const operationName = more === '' ? undefined : 'A'
    if (operationName) await stage.ask({ query, operationName })
    stage.watch.take()

    const path = `/graphql?query=${encodeURIComponent(query)}${more}`
    const answer = await stage.send({ method: 'GET', path, headers: stage.mighty })

    expect(answer.status).toBe(405)
    expect(judge(answer).problems).toEqual([])
    expect(stage.watch.take()).toEqual([])
  })
})

describe('a header that the response repeats', () => {
  it.each([
    ['a long request id', { 'x-request-id': 'x'.repeat(10_000) }],
    ['markup', { 'x-request-id': '<script>alert(1)</script>' }],
    ['two of them', { 'x-request-id': ['one', 'two'] }],
    ['a line break, encoded', { 'x-request-id': 'a%0d%0aSet-Cookie:%20evil=1' }],
  ])('is a valid request id only: not %s', async (_, headers) => {
    const answer = await stage.send({ headers: { ...JSON_TYPE, ...headers }, body })

    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(judge(answer).problems).toEqual([])
  })

  it('is no origin that is not configured, also in errors', async () => {
    for (const question of [body, '[]', '', 'x'.repeat(300_000)]) {
      const headers = { ...JSON_TYPE, origin: 'https://evil.example', cookie: 'a=b' }
      const answer = await stage.send({ headers, body: question })

      expect(JSON.stringify(answer.headers)).not.toMatch(/evil|access-control/)
    }
  })
})
