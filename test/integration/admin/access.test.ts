import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { ADMIN_TOKEN, startAdmin, type TestAdmin } from '../../support/admin.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

let sandbox: Sandbox
let gateway: TestGateway
let admin: TestAdmin
/** Lines of the log before the test. */
let from = 0
beforeAll(async () => {
  sandbox = await startSandbox()
  gateway = await startGateway({ sandbox })
})
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
})
beforeEach(async () => {
  admin = await startAdmin(gateway)
  from = gateway.logged.length
})
afterEach(async () => {
  await admin.post('/networks/open', { network: 'mixin' })
  admin.close()
})

/** Sends these headers and no others. A list has a header several times. */
const send = (headers: Record<string, string | string[]>, path = '/networks/close', method = 'POST') =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { host, hostname, port } = new URL(admin.url)
    const all = { host, 'content-type': 'application/json', ...headers }
    const given = Object.entries(all).flatMap(([name, value]) => [value].flat().flatMap((one) => [name, one]))
    const request = httpRequest({ hostname, port, path, method, headers: given }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => void (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on('error', reject)
    request.end(method === 'POST' ? '{"network": "mixin"}' : undefined)
  })

const right = { authorization: `Bearer ${ADMIN_TOKEN}` }
const isClosed = async () => (await admin.state()).networks.mixin.closed !== null
const audited = () =>
  gateway.logged
    .slice(from)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event, action }) => event === 'admin' && action !== 'state')

describe('the admin port', () => {
  it('takes nothing without the right token, whatever the path, and says so in the log', async () => {
    const wrong: Record<string, string | string[]>[] = [
      {},
      { authorization: '' },
      { authorization: ADMIN_TOKEN },
      { authorization: `Basic ${ADMIN_TOKEN}` },
      { authorization: `Bearer ${ADMIN_TOKEN}x` },
      { authorization: `Bearer ${ADMIN_TOKEN.slice(0, -1)}` },
      { authorization: [`Bearer ${ADMIN_TOKEN}`, `Bearer ${ADMIN_TOKEN}`] },
      { 'x-api-key': ADMIN_TOKEN, cookie: `token=${ADMIN_TOKEN}` },
    ]
    for (const headers of wrong) {
      const answer = await send(headers)
      expect([headers, answer.status]).toEqual([headers, 401])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
    expect((await send({}, '/state', 'GET')).status).toBe(401)
    expect((await send({}, '/nothing', 'GET')).status).toBe(401)
    expect(audited()).toHaveLength(wrong.length + 2)
    expect(audited()[0]).toMatchObject({
      level: 'warn',
      action: 'refused',
      status: 401,
      code: 'UNAUTHENTICATED',
      address: '127.0.0.0/24',
      requestId: expect.any(String),
    })
    expect(await isClosed()).toBe(false)
  })

  it('answers many wrong tokens with 429 and one line, while the right one goes on passing', async () => {
    const statuses: number[] = []
    for (const _ of Array(14).keys()) statuses.push((await send({ authorization: 'Bearer guess' })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)])
    const { headers, body } = await send({ authorization: 'Bearer guess' })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
    expect(audited().filter(({ status }) => status === 429)).toHaveLength(1)
    expect((await send(right)).status).toBe(200)
    expect(await isClosed()).toBe(true)
  })

  it.each([
    ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page on loopback', { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
  ])('refuses browsers, even with the right token: %s', async (_, headers) => {
    const answer = await send({ ...right, ...headers })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('not for browsers')
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(await isClosed()).toBe(false)
  })

  it('answers no preflight', async () => {
    const answer = await send(
      { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      '/copies/drop',
      'OPTIONS',
    )
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it.each([
    ['evil.example', 403],
    ['127.0.0.1.evil.example:9000', 403],
    ['localhost.evil.example', 403],
    ['', 403],
    ['localhost:9000', 200],
    ['127.0.0.1', 200],
    ['[::1]:9000', 200],
  ])('on loopback, a Host of %j is %i', async (host, status) => {
    expect((await send({ ...right, host })).status).toBe(status)
    expect(await isClosed()).toBe(status === 200)
  })

  it('takes one Host alone', async () => {
    const { host } = new URL(admin.url)
    expect((await send({ ...right, host: [host, host] })).status).toBe(400)
  })

  it('sets no cookie, and lets nothing be kept or sniffed', async () => {
    const { headers } = await send(right, '/state', 'GET')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': 'application/json; charset=utf-8',
    })
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).not.toHaveProperty('server')
  })

  it('writes a line for each request with the right token that is not understood', async () => {
    const json = { ...right, 'content-type': 'application/json' }
    const statuses: number[] = []
    for (const _ of Array(4).keys()) {
      statuses.push((await send(json, '/nowhere')).status)
      statuses.push((await send(json, '/networks/close', 'GET')).status)
      statuses.push((await send({ ...json, 'content-type': 'text/plain' })).status)
      statuses.push((await send(json, '/copies/drop')).status)
      statuses.push((await send(json, '/state', 'POST')).status)
    }
    expect(statuses).toEqual([...Array(4).keys()].flatMap(() => [404, 405, 415, 400, 405]))
    expect(audited().map(({ status }) => status)).toEqual(statuses)
  })

  it('writes ten lines a minute for what one address sends without being let in', async () => {
    for (const _ of Array(15).keys()) {
      expect((await send({ ...right, origin: 'https://evil.example' })).status).toBe(403)
    }
    expect(audited().map(({ status }) => status)).toEqual(Array(10).fill(403))
  })

  it('writes a line for what is no request at all, without its text', async () => {
    const { hostname, port } = new URL(admin.url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('a text of somebody\r\n\r\n'))
      socket.on('data', () => undefined).on('close', () => resolve())
    })
    const lines = gateway.logged.slice(from)
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ event: 'connection', why: 'malformed', status: 400, port: 'admin' }),
    )
    expect(lines.join('')).not.toContain('a text of somebody')
  })

  it('writes a line for each change: who, what, whose as a digest, and what came of it', async () => {
    const id = 'sealtalk:user:AbC123xyz'
    await admin.post('/copies/drop', { user: id })
    await admin.post('/sessions/end', { user: id })
    await admin.post('/copies/drop', { everything: true })
    await admin.post('/networks/close', { network: 'mixin', forSeconds: 60 })
    await admin.post('/networks/open', { network: 'mixin' })
    await admin.post('/sessions/end', { user: 'mixin:user:nobody' })

    const who = { event: 'admin', level: 'warn', address: '127.0.0.0/24', requestId: expect.any(String) }
    expect(audited()).toEqual(
      [
        { action: 'drop-copies', outcome: 'done', network: 'sealtalk', account: expect.any(String) },
        { action: 'end-sessions', outcome: 'done', network: 'sealtalk', account: expect.any(String) },
        { action: 'drop-copies', outcome: 'done' },
        { action: 'close-network', outcome: 'done', network: 'mixin', forMs: 60_000 },
        { action: 'open-network', outcome: 'done', network: 'mixin' },
        {
          action: 'end-sessions',
          outcome: 'refused',
          reason: expect.stringContaining('not an id'),
          msg: 'an operator asked for what cannot be done',
        },
      ].map((line) => expect.objectContaining({ ...who, ...line })),
    )
    expect(audited()[0]?.['account']).toBe(audited()[1]?.['account'])
    expect(gateway.logged.join('')).not.toContain('AbC123xyz')
  })
})
