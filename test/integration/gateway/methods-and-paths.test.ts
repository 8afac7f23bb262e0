import { request as plainRequest } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const gateway = await startGateway({ env: { METRICS_PORT: '' } })
const production = await startGateway({
  env: { NODE_ENV: 'production', METRICS_PORT: '0', SEALTALK_API_URL: 'https://sealtalk.test' },
})
afterAll(() => Promise.all([gateway.close(), production.close()]))

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>> | readonly string[]
  readonly body?: string
  readonly url?: string
}

/** Sends a target exactly as it is given. */
const send = (path: string, { method = 'GET', headers = {}, body, url = gateway.url }: Asked = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const sent = plainRequest({ hostname, port, path, method, headers }, (response) => {
      const { statusCode: status = 0, headers: received } = response
      readText(response).then((text) => resolve({ status, headers: received, text }), reject)
    })
    sent.on('error', reject).end(body)
  })

const TYPENAME = '?query=%7B__typename%7D'
const JSON_TYPE = { 'content-type': 'application/json' }
const BODY = '{"query":"{ __typename }"}'
const DATA = '{"data":{"__typename":"Query"}}'

const page = await send('/graphql', { headers: { accept: 'text/html' } })
const asset = /\/graphql\/assets\/[\w.-]+/.exec(page.text)?.[0] ?? ''

describe('the root', () => {
  it('leads a browser to GraphiQL', async () => {
    const answer = await send('/', { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    expect(answer).toMatchObject({ status: 302, headers: { location: '/graphql', vary: 'Accept' }, text: '' })
    const landed = await fetch(gateway.url, { headers: { accept: 'text/html' } })
    expect(await landed.text()).toContain('GraphiQL')
  })

  it.each([undefined, '*/*', 'application/json', 'application/json, text/html;q=0.9', 'text/html;q=0, */*'])(
    'tells others what is where: %s',
    async (accept) => {
      const answer = await send('/', { headers: accept === undefined ? {} : { accept } })
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(JSON.parse(answer.text)).toEqual({
        name: 'Parley',
        description: 'A GraphQL gateway for Mixin Messenger and SealTalk.',
        graphql: '/graphql',
        graphiql: '/graphql',
        schema: '/schema.graphql',
        health: { live: '/health/live', ready: '/health/ready' },
        metrics: '/metrics',
      })
    },
  )

  it('names nothing that is not there, and leads nobody to it', async () => {
    const answer = await send('/', { url: production.url, headers: { accept: 'text/html' } })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).not.toHaveProperty('graphiql')
    expect(JSON.parse(answer.text)).not.toHaveProperty('metrics')
  })
})

describe('every route', () => {
  const routes: readonly [path: string, allow: string][] = [
    ['/', 'GET, HEAD, OPTIONS'],
    ['/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['/graphql/', 'GET, HEAD, POST, OPTIONS'],
    [asset, 'GET, HEAD, OPTIONS'],
    ['/health/live', 'GET, HEAD, OPTIONS'],
    ['/health/ready', 'GET, HEAD, OPTIONS'],
    ['/metrics', 'GET, HEAD, OPTIONS'],
  ]

  it.each(routes)('%s says by OPTIONS which methods it takes: %s', async (path, allow) => {
    const answer = await send(path, { method: 'OPTIONS' })
    expect(answer).toMatchObject({ status: 204, headers: { allow }, text: '' })
  })

  it.each(routes)('%s refuses other methods with 405 and the list of its own', async (path, allow) => {
    for (const method of [
      'PUT',
      'DELETE',
      'PATCH',
      'PROPFIND',
      ...(allow.includes('POST') ? [] : ['POST']),
    ]) {
      const answer = await send(path, { method, headers: JSON_TYPE })
      expect(answer, method).toMatchObject({ status: 405, headers: { allow } })
      expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    }
  })

  it.each(routes.map(([path]) => path))('%s has the head of a GET for HEAD, and no body', async (path) => {
    for (const accept of ['application/json', 'text/html']) {
      const target = path.startsWith('/graphql') && path !== asset ? `${path}${TYPENAME}` : path
      const got = await send(target, { headers: { accept } })
      const head = await send(target, { method: 'HEAD', headers: { accept } })
      const {
        date: _,
        'x-request-id': __,
        'server-timing': ___,
        'content-length': length,
        ...expected
      } = got.headers
      expect(head.status).toBe(got.status)
      expect(head.headers).toMatchObject(expected)
      // Metrics change from one request to the next.
      if (path !== '/metrics') expect(head.headers['content-length']).toBe(length)
      expect(head.text).toBe('')
    }
  })

  it('is found by an absolute target', async () => {
    for (const origin of [gateway.url, 'http://another.example', 'HTTPS://[::1]:1']) {
      expect(await send(`${origin}/graphql${TYPENAME}`, { headers: { accept: '*/*' } })).toMatchObject({
        status: 200,
        text: DATA,
      })
      expect(await send(`${origin}/health/live`)).toMatchObject({ status: 200 })
      expect(await send(`${origin}${asset}`)).toMatchObject({ status: 200 })
      expect(await send(origin)).toMatchObject({ status: 200 })
      expect(
        await send(`${origin}/graphql`, { method: 'POST', headers: JSON_TYPE, body: BODY }),
      ).toMatchObject({ status: 200, text: DATA })
      expect(await send(`${origin}/nothing`)).toMatchObject({ status: 404 })
    }
  })

  it('is found by a path with escaped letters, and /graphql with a slash behind it', async () => {
    expect((await send('/health/%6Cive')).text).toBe('live\n')
    for (const path of ['/%67raphql', '/graphql/', '/%67raphql/']) {
      expect((await send(`${path}${TYPENAME}`, { headers: { accept: '*/*' } })).text).toBe(DATA)
      expect((await send(path, { method: 'POST', headers: JSON_TYPE, body: BODY })).text).toBe(DATA)
    }
  })

  it.each([
    '//graphql',
    '/graphql//',
    '/GraphQL',
    '/graphql%2F',
    '/%2Fgraphql',
    '/%2567raphql',
    '/./graphql',
    '/x/../graphql',
    '/graphql;a=b',
    '/metrics/',
    '//metrics',
    '/health',
    '/%',
    'ftp://gateway/graphql',
  ])('is not found by %s', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'PUT']) {
      const answer = await send(path, { method, headers: { ...JSON_TYPE, accept: '*/*' } })
      expect(answer.status).toBe(404)
      expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    }
  })

  it('is found by no other path of a file', async () => {
    for (const path of ['/graphql/assets/', '/graphql/assets/%2e%2e/%2e%2e/package.json']) {
      expect(await send(path)).toMatchObject({ status: 404 })
    }
  })

  it('is asked about by OPTIONS *', async () => {
    expect(await send('*', { method: 'OPTIONS' })).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, POST, OPTIONS' },
    })
  })
})

describe('a body of JSON', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json ; Charset=utf8',
    'application/json; charset = utf-8',
    'application/json;',
    'application/json; profile="a; charset=x"; v=1',
  ])('is sent as %s', async (type) => {
    expect(
      await send('/graphql', { method: 'POST', headers: { 'content-type': type }, body: BODY }),
    ).toMatchObject({ status: 200, text: DATA })
  })

  it.each([
    ['Identity', 200],
    ['', 200],
    ['gzip', 415],
    ['identity, gzip', 415],
  ])('may have the encoding "%s": %i', async (encoding, status) => {
    const headers = { ...JSON_TYPE, 'content-encoding': encoding }
    expect((await send('/graphql', { method: 'POST', headers, body: BODY })).status).toBe(status)
  })

  it.each([
    ['application/json; charset=utf-16'],
    ['application/json; charset=latin1'],
    ['application/json; charset=utf-8; charset=utf-16'],
    ['application/json; charset='],
    ['application/jsonp'],
    ['text/json'],
    // A proxy may have checked the other one.
    ['application/json', 'text/plain'],
    ['text/plain', 'application/json'],
  ])('is not sent as %s', async (...types) => {
    const headers = ['Host', 'gateway', ...types.flatMap((type) => ['Content-Type', type])]
    const answer = await send('/graphql', { method: 'POST', headers, body: BODY })
    expect(answer.status).toBe(415)
  })
})

it('a connection carries any number of requests', async () => {
  // Node.js closed it after a thousand, and answered clients with 503 that did not heed that.
  const { Agent } = await import('node:http')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(gateway.url)
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      plainRequest({ hostname, port, path: '/health/live', agent }, (response) => {
        response.resume()
        response.on('end', () => resolve(`${response.statusCode} ${response.headers.connection}`))
      })
        .on('error', reject)
        .end()
    })
  const seen = new Set<string>()
  for (let count = 0; count < 1_100; count += 1) seen.add(await ask())
  agent.destroy()
  expect([...seen]).toEqual(['200 keep-alive'])
})
