import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../sandbox/faults.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
const GROUPS = 'GET /user/groups'
const fault = (settings: Omit<Fault, 'endpoint'>, endpoint = GROUPS) =>
  fixture.upstream.control.setFault({ endpoint, times: 1, ...settings })

describe('A fault', () => {
  it('429 is a bare page, as only a proxy gives it', async () => {
    fault({ kind: '429', retryAfterSeconds: 7 })
    const answer = await fixture.lin.get('/user/groups')
    expect([answer.status, answer.headers['content-type'], answer.headers['retry-after']]).toEqual([
      429,
      'text/html; charset=utf-8',
      '7',
    ])
    expect((await fixture.lin.get('/user/groups')).code).toBe(200)
  })

  it('500 is a text with an internal message', async () => {
    fault({ kind: '500' })
    const answer = await fixture.lin.get('/user/groups')
    expect([answer.status, answer.text]).toEqual([
      500,
      'SequelizeConnectionRefusedError: connect ECONNREFUSED 127.0.0.1:3306',
    ])
  })

  it('error is an envelope for codes of the network and a text for codes of HTTP', async () => {
    fault({ kind: 'error', code: 20001 })
    const envelope = await fixture.lin.get('/user/groups')
    expect([envelope.status, envelope.json]).toEqual([200, { code: 20001 }])
    fault({ kind: 'error', code: 403, description: 'Not loged in.' })
    const text = await fixture.lin.get('/user/groups')
    expect([text.status, text.text]).toEqual([403, 'Not loged in.'])
  })

  it('null-data and wrong-types damage the result', async () => {
    fault({ kind: 'null-data' })
    expect((await fixture.lin.get('/user/groups')).json).toEqual({ code: 200, result: null })
    fault({ kind: 'wrong-types', shape: 'scalar' })
    expect((await fixture.lin.get('/user/groups')).json).toEqual({ code: 200, result: 42 })
  })

  it('hang-up-after takes effect, hang-up-before does not', async () => {
    const { userId } = fixture.upstream.credentials.accounts[0]
    const write = (nickname: string) => fixture.lin.post('/user/set_nickname', { nickname })
    const name = async () =>
      ((await fixture.lin.get(`/user/${userId}`)).result as { nickname: string }).nickname
    fault({ kind: 'hang-up-before' }, 'POST /user/set_nickname')
    await expect(write('Never')).rejects.toThrow('socket hang up')
    expect(await name()).toBe('Lin Tallmere')
    fault({ kind: 'hang-up-after' }, 'POST /user/set_nickname')
    await expect(write('Applied')).rejects.toThrow('socket hang up')
    expect(await name()).toBe('Applied')
  })

  it('must name an endpoint of the upstream', () => {
    expect(() => fault({ kind: '500' }, 'GET /users/:id')).toThrow('POST /user/login')
  })
})

describe('The log', () => {
  it('counts calls per endpoint and tells who called', async () => {
    await fixture.lin.get('/user/groups')
    await fixture.guest.get('/user/groups')
    await fixture.send('GET', '/user/groups', { cookie: 'rong_auth_cookie=damaged' })
    await fixture.guest.post('/user/send_code', { region: '86', phone: '13912345678' })
    await fixture.lin.get('/nowhere')
    const report = fixture.upstream.control.calls()
    expect(report).toMatchObject({
      total: 5,
      limited: 1,
      byEndpoint: { [GROUPS]: 3, 'POST /user/send_code': 1, 'GET *': 1 },
    })
    expect(report.recent.map(({ auth, status }) => [auth, status])).toEqual([
      ['user', 200],
      ['none', 403],
      ['damaged', 500],
      ['none', 200],
      ['user', 404],
    ])
  })

  it('tells the code of a refusal in an envelope', async () => {
    const body = { region: '86', phone: '13900000000', password: 'whatever' }
    await fixture.guest.post('/user/login', body)
    expect(fixture.upstream.control.calls().recent).toMatchObject([{ status: 200, code: 1000 }])
  })

  it('does not count the control surface, which tells credentials and text messages', async () => {
    await fixture.guest.post('/user/send_code', { region: '86', phone: '13912345678' })
    const { json } = await fixture.send('GET', '/__sandbox', { userAgent: null })
    expect(json).toMatchObject({
      room: 'sealtalk',
      dialect: 'server',
      credentials: { testCode: '9999' },
      textMessages: [{ region: '86', phone: '13912345678', code: expect.stringMatching(/^\d{4}$/) }],
    })
    expect(fixture.upstream.control.calls().total).toBe(1)
  })
})

describe('A reset', () => {
  it('brings everybody back to the seed, and sessions stay good', async () => {
    const { userId } = fixture.upstream.credentials.accounts[0]
    await fixture.lin.post('/user/set_nickname', { nickname: 'Changed' })
    fixture.upstream.control.reset()
    expect((await fixture.lin.get(`/user/${userId}`)).result).toMatchObject({ nickname: 'Lin Tallmere' })
  })
})
