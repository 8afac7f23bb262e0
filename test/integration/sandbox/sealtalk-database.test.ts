import { describe, expect, it } from 'vitest'
import { send } from './sealtalk-client.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

const EMOJI = 'Lin 😀!'
const refusal = (column: string) =>
  `ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: Incorrect string value: '\\xF0\\x9F\\x98\\x80!' for column '${column}' at row 1`

describe('The database in strict mode', () => {
  const fixture = useSealTalk()
  const own = () => fixture.upstream.credentials.accounts[0].userId
  const groupId = async (): Promise<string> => {
    const members = [own(), fixture.upstream.credentials.accounts[1].userId]
    const { result } = await fixture.lin.post('/group/create', { name: 'Plain', memberIds: members })
    return (result as { id: string }).id
  }

  it('refuses characters outside the basic plane in every text, and changes nothing', async () => {
    const id = await groupId()
    const writes = [
      ['/user/set_nickname', { nickname: EMOJI }, 'nickname'],
      ['/group/rename', { groupId: id, name: EMOJI }, 'name'],
      ['/group/set_bulletin', { groupId: id, content: EMOJI }, 'content'],
    ] as const
    for (const [path, body, column] of writes) {
      const { status, text } = await fixture.lin.post(path, body)
      expect([path, status, text]).toEqual([path, 500, refusal(column)])
    }
    expect((await fixture.lin.get(`/user/${own()}`)).result).not.toMatchObject({ nickname: EMOJI })
    expect((await fixture.lin.get(`/group/${id}`)).result).toMatchObject({ name: 'Plain', bulletin: null })
  })

  it('refuses a phone of more than eleven digits after the text message was sent', async () => {
    const to = { region: '86', phone: '8613912345678' }
    const { status, text } = await fixture.guest.post('/user/send_code', to)

    expect([status, text]).toEqual([500, "ER_DATA_TOO_LONG: Data too long for column 'phone' at row 1"])
    const { json } = await fixture.send('GET', '/__sandbox')
    expect((json as { textMessages: unknown[] }).textMessages).toMatchObject([to])
    expect((await fixture.guest.post('/user/verify_code', { ...to, code: '1234' })).status).toBe(404)
  })
})

describe('The database in lenient mode', () => {
  const fixture = useSealTalk({ database: 'lenient' })

  it('stores question marks and reports success', async () => {
    expect((await fixture.lin.post('/user/set_nickname', { nickname: EMOJI })).json).toEqual({ code: 200 })
    const { userId } = fixture.upstream.credentials.accounts[0]
    expect((await fixture.lin.get(`/user/${userId}`)).result).toMatchObject({ nickname: 'Lin ????!' })
  })
})

describe('The connection pool', () => {
  const fixture = useSealTalk({ hasConnectionPool: true })
  const register = () =>
    fixture.guest.post('/user/register', { nickname: 'N', password: 'secret', verification_token: 'none' })
  const isSilent = async (path: string): Promise<boolean> => {
    const answer = fetch(fixture.upstream.url + path, { signal: AbortSignal.timeout(200) })
    return answer.then(
      () => false,
      () => true,
    )
  }

  it('takes four registrations at once', async () => {
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await register()).status))

    expect(statuses).toEqual([400, 400, 400, 400])
    expect(await isSilent('/user/regionlist')).toBe(false)
  })

  it('hangs after eight at once, except for /ping, until a reset', async () => {
    const hanging = Array.from({ length: 8 }, () => register().catch(() => undefined))

    expect(await isSilent('/user/regionlist')).toBe(true)
    expect((await send(fixture.upstream.url, 'GET', '/ping')).status).toBe(200)

    fixture.upstream.control.reset()
    expect(await isSilent('/user/regionlist')).toBe(false)
    expect(hanging).toHaveLength(8)
  })
})
