import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { askBlaze, exchange, openBlaze, packFrame } from './blaze-client.ts'
import { useMixin } from './mixin-fixture.ts'
import type { WireAuthorization } from './mixin-wire.ts'

const fixture = useMixin()

const ask = (given: Record<string, string> = {}, action?: string, id?: string) =>
  askBlaze(
    fixture.mixin.blazeUrl,
    {
      client_id: fixture.mixin.examples.cnbBotId,
      scope: 'PROFILE:READ PHONE:READ',
      authorization_id: '',
      code_challenge: '',
      ...given,
    },
    action,
    id,
  )

describe('a request for rights', () => {
  it('is answered under its id with an authorization that nobody has consented to', async () => {
    const id = crypto.randomUUID()
    const frame = await ask({}, 'REFRESH_OAUTH_CODE', id)
    expect(frame).toMatchObject({ id, action: 'REFRESH_OAUTH_CODE' })
    const authorization = frame.data as WireAuthorization
    expect(authorization).toMatchObject({
      authorization_code: '',
      scopes: ['PROFILE:READ', 'PHONE:READ'],
      app: { app_id: fixture.mixin.examples.cnbBotId },
      accessed_at: '0001-01-01T00:00:00Z',
    })
    expect(authorization.app).not.toHaveProperty('app_secret')
    expect(authorization).not.toHaveProperty('user')
    expect(fixture.mixin.control.calls().byEndpoint).toEqual({ 'WS REFRESH_OAUTH_CODE': 1 })
  })

  it('stays the same one when it is named, until ten minutes have passed', async () => {
    const first = (await ask()).data as WireAuthorization
    const named = { authorization_id: first.authorization_id }
    expect((await ask(named)).data).toEqual(first)
    fixture.advance(600_001)
    expect(((await ask(named)).data as WireAuthorization).authorization_id).not.toBe(first.authorization_id)
  })

  it('is refused without PROFILE:READ, for unknown apps and for other actions', async () => {
    expect((await ask({ scope: 'PHONE:READ' })).error).toMatchObject({
      code: 10002,
      extra: { field: 'scope' },
    })
    expect((await ask({ client_id: fixture.mixin.examples.userId })).error?.code).toBe(404)
    expect((await ask({ client_id: 'x' })).error?.code).toBe(10002)
    const other = await ask({}, 'LIST_PENDING_MESSAGES')
    expect(other).toMatchObject({ action: 'LIST_PENDING_MESSAGES', error: { code: 404 } })
  })
})

describe('the websocket', () => {
  it('refuses other sub-protocols with HTTP 401', async () => {
    await expect(openBlaze(fixture.mixin.blazeUrl, 'Mixin-Blaze-1')).rejects.toThrow('401')
  })

  it.each<[string, Buffer | string]>([
    ['a text frame', '{}'],
    ['JSON that is not packed', Buffer.from('{}')],
    ['a frame without an id', packFrame({ action: 'REFRESH_OAUTH_CODE' })],
  ])('closes on %s', async (_, bytes) => {
    const socket = await openBlaze(fixture.mixin.blazeUrl)
    expect(await exchange(socket, bytes)).toBe(1003)
  })
})

describe('faults at the websocket', () => {
  const endpoint = 'WS REFRESH_OAUTH_CODE'
  const params = () => ({ client_id: fixture.mixin.examples.cnbBotId, scope: 'PROFILE:READ' })
  const bytes = async () => {
    const socket = await openBlaze(fixture.mixin.blazeUrl)
    const frame = packFrame({ id: crypto.randomUUID(), action: 'REFRESH_OAUTH_CODE', params: params() })
    return exchange(socket, frame)
  }
  const unpack = (frame: Buffer | number) => gunzipSync(frame as Buffer).toString()

  it('refuse as the network does', async () => {
    fixture.mixin.control.setFault({ kind: '429', endpoint, times: 1 })
    fixture.mixin.control.setFault({ kind: '500', endpoint, times: 1 })
    fixture.mixin.control.setFault({ kind: 'error', code: 20121, endpoint, times: 1 })
    const answers = [await ask(), await ask(), await ask(), await ask()]
    expect(answers.map((answer) => answer.error?.code)).toEqual([429, 500, 20121, undefined])
  })

  it('damage the frame', async () => {
    const { control } = fixture.mixin
    control.setFault({ kind: 'garbage', endpoint, times: 1 })
    const garbage = await bytes()
    expect(() => unpack(garbage)).toThrow('incorrect header')
    control.setFault({ kind: 'truncated', declaredLength: 'full', endpoint, times: 1 })
    const cut = await bytes()
    expect(() => unpack(cut)).toThrow('unexpected end')
    control.setFault({ kind: 'null-data', endpoint, times: 1 })
    expect(JSON.parse(unpack(await bytes()))).toMatchObject({ data: null })
    control.setFault({ kind: 'wrong-types', shape: 'scalar', endpoint, times: 1 })
    expect(JSON.parse(unpack(await bytes()))).toMatchObject({ data: 42 })
    control.setFault({ kind: 'gzip-bomb', bytes: 5_000_000, endpoint, times: 1 })
    expect(unpack(await bytes())).toHaveLength(5_000_000)
    control.setFault({ kind: 'big-body', bytes: 2_000_000, endpoint, times: 1 })
    expect(await bytes()).toHaveLength(2_000_000)
  })

  it('answer under another id', async () => {
    fixture.mixin.control.setFault({ kind: 'wrong-request-id', endpoint })
    const id = crypto.randomUUID()
    const frame = await ask({}, 'REFRESH_OAUTH_CODE', id)
    expect(frame.id).not.toBe(id)
    expect(frame.data).toMatchObject({ type: 'authorization' })
  })

  it('end the connection or keep it without an answer', async () => {
    const { control } = fixture.mixin
    control.setFault({ kind: 'hang-up-after', endpoint, times: 1 })
    expect(await bytes()).toBe(1006)
    control.setFault({ kind: 'hang-before-headers', endpoint, times: 1 })
    const socket = await openBlaze(fixture.mixin.blazeUrl)
    let isAnswered = false
    socket.once('message', () => (isAnswered = true))
    socket.send(packFrame({ id: crypto.randomUUID(), action: 'REFRESH_OAUTH_CODE', params: params() }))
    // The socket answers in order, so what is answered later proves that this was not.
    const second = await new Promise((resolve) => {
      socket.once('pong', () => resolve('pong'))
      socket.ping()
    })
    expect([second, isAnswered]).toEqual(['pong', false])
    socket.terminate()
  })
})
