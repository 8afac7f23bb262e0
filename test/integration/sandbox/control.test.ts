import { describe, expect, it } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import { send } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'

const fixture = useMixin()

const control = async (method: string, path: string, body?: unknown) => {
  const answer = await send(fixture.mixin.url, method, `/__sandbox${path}`, {
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return { status: answer.status, json: JSON.parse(answer.text) as Record<string, unknown> }
}

describe('the control surface', () => {
  it('tells how to use it, the switches, the credentials and the examples', async () => {
    const { status, json } = await control('GET', '')
    expect(status).toBe(200)
    expect(json).toMatchObject({
      room: 'mixin',
      credentials: { pin: fixture.mixin.credentials.pin, users: [{ name: 'Alia Sandmark' }, {}, {}] },
      examples: { groupId: fixture.mixin.examples.groupId },
      faults: [],
    })
    expect(Object.keys(json['faultKinds'] as object)).toContain('gzip-bomb')
    expect(json['faultEndpoints']).toEqual(
      expect.arrayContaining(['*', 'POST /users/fetch', 'WS REFRESH_OAUTH_CODE']),
    )
  })

  it('sets one fault or several, lists them and clears them', async () => {
    await control('POST', '/faults', { kind: '500', times: 1 })
    const { json } = await control('POST', '/faults', [{ kind: '429' }, { kind: 'html', status: 502 }])
    expect(json['faults']).toMatchObject([{ kind: '500' }, { kind: '429' }, { kind: 'html', status: 502 }])
    expect((await control('GET', '/faults')).json).toEqual(json)
    expect((await control('DELETE', '/faults')).json).toEqual({ faults: [] })
    expect((await fixture.alia.get('/me')).status).toBe(200)
  })

  it('sets none of several when one of them is off', async () => {
    const { status, json } = await control('POST', '/faults', [{ kind: '500' }, { kind: 'nope' }])
    expect(status).toBe(400)
    expect(json['message']).toContain('kind must be one of')
    expect(fixture.mixin.control.faults()).toEqual([])
  })

  it('refuses what is not sent as JSON, so that no foreign page can set faults', async () => {
    const body = '{"kind":"500"}'
    const headers = { 'content-type': 'text/plain' }
    const answer = await send(fixture.mixin.url, 'POST', '/__sandbox/faults', { body, headers })
    expect(answer.status).toBe(415)
    expect((await control('POST', '/faults', 'text')).status).toBe(400)
    expect(fixture.mixin.control.faults()).toEqual([])
  })

  it('knows no other switches', async () => {
    expect((await control('GET', '/reset')).status).toBe(404)
    expect((await control('POST', '/explode')).status).toBe(404)
  })

  it('still answers while every call fails', async () => {
    fixture.mixin.control.setFault({ kind: 'hang-before-headers' })
    expect((await control('DELETE', '/faults')).status).toBe(200)
  })
})

describe('counters', () => {
  it('tell calls per endpoint and what is known of the last ones', async () => {
    await fixture.bot.post('/users/fetch', [crypto.randomUUID(), crypto.randomUUID()])
    await fixture.cleo.get('/friends')
    await send(fixture.mixin.url, 'GET', '/me')
    const { json } = await control('GET', '/calls')
    expect(json).toMatchObject({
      total: 3,
      limited: 0,
      byEndpoint: { 'POST /users/fetch': 1, 'GET /friends': 1, 'GET /me': 1 },
      recent: [
        { number: 1, method: 'POST', path: '/users/fetch', ids: 2, auth: 'bot', status: 200, code: null },
        { number: 2, method: 'GET', path: '/friends', ids: null, auth: 'user', status: 202, code: 403 },
        { number: 3, path: '/me', auth: 'none', status: 202, code: 401, remark: '401: no bearer token' },
      ],
    })
  })

  it('hold no secrets', async () => {
    await fixture.alia.get('/search/+9990000030265')
    const text = JSON.stringify((await control('GET', '/calls')).json)
    expect(text).not.toContain('sandbox-alia')
    expect(text).not.toContain('9990000030265')
  })

  it('count participants as the ids of a write', async () => {
    const { groupId, userId } = fixture.mixin.examples
    await fixture.bot.post(`/conversations/${groupId}/participants/ADD`, [{ user_id: userId }])
    expect(fixture.mixin.control.calls().recent).toMatchObject([
      { endpoint: 'POST /conversations/:id/participants/:action', ids: 1 },
    ])
  })

  it('go back to zero', async () => {
    await fixture.alia.get('/me')
    expect((await control('DELETE', '/calls')).json).toEqual({
      total: 0,
      limited: 0,
      byEndpoint: {},
      recent: [],
    })
    expect(fixture.mixin.control.calls().total).toBe(0)
  })

  it('count beyond the 1,000 calls they remember', async () => {
    for (let round = 0; round < 42; round += 1) {
      await Promise.all(Array.from({ length: 50 }, () => send(fixture.mixin.url, 'GET', '/nowhere')))
    }
    const { total, byEndpoint, recent } = fixture.mixin.control.calls()
    expect({ total, byEndpoint }).toEqual({ total: 2_100, byEndpoint: { 'GET *': 2_100 } })
    expect(recent.map((call) => call.number)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => 1_101 + index),
    )
  })
})

describe('a reset', () => {
  it('brings state, faults and counters back to the start', async () => {
    const path = `/conversations/${fixture.mixin.examples.groupId}`
    const before = (await fixture.bot.get(path)).data
    await fixture.bot.post(path, { name: 'Changed' })
    fixture.mixin.control.setFault({ kind: '500' })
    expect((await control('POST', '/reset')).json).toEqual({ reset: true })
    expect(fixture.mixin.control.calls().total).toBe(0)
    expect((await fixture.bot.get(path)).data).toEqual(before)
  })
})

describe('a sandbox', () => {
  it('is the same at every start, and another one with another seed', async () => {
    const again = await startSandbox()
    const other = await startSandbox({ seed: 2 })
    try {
      expect(again.mixin.credentials).toEqual(fixture.mixin.credentials)
      expect(other.mixin.credentials.sessionId).not.toBe(fixture.mixin.credentials.sessionId)
      expect(other.mixin.credentials.appId).toBe(fixture.mixin.credentials.appId)
    } finally {
      await Promise.all([again.close(), other.close()])
    }
  })

  it('tells a gateway what it needs to connect', () => {
    const { url, blazeUrl, credentials } = fixture.mixin
    expect(blazeUrl).toBe(url.replace('http:', 'ws:'))
    expect(credentials.keystore).toEqual({
      app_id: credentials.appId,
      session_id: credentials.sessionId,
      session_private_key: credentials.sessionPrivateKey,
      server_public_key: credentials.serverPublicKey,
    })
    expect(credentials.pin).toMatch(/^\d{6}$/)
  })

  it('ends calls that hang when it is closed', async () => {
    const sandbox = await startSandbox()
    sandbox.mixin.control.setFault({ kind: 'hang-before-headers' })
    const outcome = send(sandbox.mixin.url, 'GET', '/me').then(
      () => 'answered',
      (error: Error) => error.message,
    )
    while (sandbox.mixin.control.calls().total === 0) await new Promise((resolve) => setImmediate(resolve))
    await sandbox.close()
    expect(await outcome).toBe('socket hang up')
  })

  it('refuses bodies of more than 4 MiB', async () => {
    const answer = await send(fixture.mixin.url, 'POST', '/users/fetch', { body: 'x'.repeat(4_194_305) })
    expect(answer.status).toBe(413)
  })
})
