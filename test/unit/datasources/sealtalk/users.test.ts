import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  type Answers,
  noRoute,
  ok,
  outcome,
  sealedSession,
  type SentRequest,
  startSealTalkHarness,
  text,
  type UpstreamAnswer,
  wireName,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'
import { droppedParts } from '../../../support/unusable-parts.ts'

let harness = await startSealTalkHarness()
afterAll(() => harness.close())

/** A gateway for each test: it remembers what a server turned out to lack. */
const useFreshHarness = (): void =>
  beforeEach(async () => {
    await harness.close()
    harness = await startSealTalkHarness()
  })

const idsOf = ({ path }: SentRequest): string[] => new URLSearchParams(path.split('?')[1]).getAll('id')

/** Everybody exists but `nobody`. */
const batch = (request: SentRequest) =>
  ok(
    idsOf(request)
      .filter((id) => id !== 'nobody')
      .reverse()
      .map(wireName),
  )
const single = (request: SentRequest) => {
  const id = request.path.slice('/user/'.length)
  return id === 'nobody' ? text(404, 'Unknown user.') : ok(wireUser(id))
}
const singles = (...ids: readonly string[]): Answers =>
  Object.fromEntries(ids.map((id) => [`GET /user/${id}`, single]))

const listOf = (ids: readonly string[], selection = 'name') => ({
  document: `query ($by: [UserBy!]!) { users(by: $by) { ${selection} } }`,
  variables: { by: ids.map((sealtalkUserId) => ({ sealtalkUserId })) },
})
const ask = (ids: readonly string[], selection?: string) => {
  const { document, variables } = listOf(ids, selection)
  return harness.query(document, { variables })
}

const PHONE = '{region: "86", number: "13812345678"}'

describe('names and pictures', () => {
  it('of 20 users are one call, in the order asked, with null for who is not there', async () => {
    harness.answer({ 'GET /user/batch': batch })
    const ids = Array.from({ length: 20 }, (_, index) => (index === 7 ? 'nobody' : `u${index}`))
    const { data, errors } = await ask(ids, 'id upstreamId network name avatarUrl identityNumber __typename')

    expect(errors).toEqual([])
    expect(data).toEqual({
      users: ids.map((id) =>
        id === 'nobody'
          ? null
          : {
              __typename: 'User',
              id: `sealtalk:user:${id}`,
              upstreamId: id,
              network: 'SEALTALK',
              name: `name of ${id}`,
              avatarUrl: `https://images.test/${id}.png`,
              identityNumber: null,
            },
      ),
    })
    expect(harness.calls()).toEqual([`GET /user/batch?${ids.map((id) => `id=${id}`).join('&')}`])
  })

  it('of a user who is asked for twice are asked for once, and ids keep their case', async () => {
    harness.answer({ 'GET /user/batch': batch })
    const { data } = await ask(['aB', 'Ab', 'aB'])

    expect(data).toEqual({ users: [{ name: 'name of aB' }, { name: 'name of Ab' }, { name: 'name of aB' }] })
    expect(harness.calls()).toEqual(['GET /user/batch?id=aB&id=Ab'])
  })

  it('of 450 users are three calls, none with a URL of more than 8 KB', async () => {
    harness.answer({ 'GET /user/batch': batch })
    const ids = Array.from({ length: 450 }, (_, index) => `user${index}`.padEnd(32, 'x'))
    const { data } = await ask(ids)

    expect((data as { users: unknown[] }).users).toHaveLength(450)
    expect(harness.sent.map((request) => idsOf(request).length)).toEqual([200, 200, 50])
    for (const { path } of harness.sent) expect(path.length).toBeLessThan(8_000)
  })

  it('of one user alone are that user’s own call', async () => {
    harness.answer(singles('a'))
    await ask(['a'])

    expect(harness.calls()).toEqual(['GET /user/a'])
  })

  it('fail for the one whose row cannot be read, and for nobody else', async () => {
    harness.answer({ 'GET /user/batch': ok([wireName('a'), 'a text']) })
    const answer = await ask(['a', 'b'])

    expect(answer.data).toEqual({ users: [{ name: 'name of a' }, null] })
    expect(codesOf(answer)).toEqual(['users.1: UPSTREAM_UNAVAILABLE'])
  })

  it('are null where they cannot be read', async () => {
    const odd = { ...wireName('b'), nickname: 7, portraitUri: ['https://images.test/b.png'] }
    harness.answer({ 'GET /user/batch': ok([wireName('a'), odd]) })
    const before = await droppedParts(harness.gateway, 'sealtalk', 'field')
    const answer = await ask(['a', 'b'], 'upstreamId name avatarUrl')

    expect(answer.errors).toEqual([])
    expect(answer.data).toMatchObject({
      users: [{ name: 'name of a' }, { upstreamId: 'b', name: null, avatarUrl: null }],
    })
    expect(await droppedParts(harness.gateway, 'sealtalk', 'field')).toBe(before + 2)
  })
})

describe('phone, gender and SealTalk number', () => {
  it.each([
    ['phone', '13800000000'],
    ['gender', 'FEMALE'],
    ['stAccount', 'st-a'],
  ])('cost a call per user: %s', async (field, value) => {
    harness.answer(singles('a', 'nobody', 'b'))
    const { data } = await ask(['a', 'nobody'], `name ${field}`)

    expect(data).toEqual({ users: [{ name: 'name of a', [field]: value }, null] })
    expect(harness.calls()).toEqual(['GET /user/a', 'GET /user/nobody'])
  })

  it('answer for the name of the same user, too', async () => {
    harness.answer({ 'GET /user/batch': batch, ...singles('a', 'b', 'c') })
    const { data } = await harness.query(
      `{ names: users(by: [{sealtalkUserId: "a"}, {sealtalkUserId: "b"}, {sealtalkUserId: "c"}]) { name }
         whole: users(by: [{sealtalkUserId: "a"}, {sealtalkUserId: "b"}]) { gender } }`,
    )

    expect(data).toMatchObject({
      names: [{ name: 'name of a' }, { name: 'name of b' }, { name: 'name of c' }],
    })
    expect(harness.calls().sort()).toEqual(['GET /user/a', 'GET /user/b', 'GET /user/c'])
  })

  it.each([
    ['male', 'MALE'],
    ['female', 'FEMALE'],
    ['other', null],
    ['', null],
  ])('gender %s is %s', async (word, gender) => {
    harness.answer({ 'GET /user/a': ok(wireUser('a', { gender: word })) })

    expect(await ask(['a'], 'gender')).toMatchObject({ data: { users: [{ gender }] }, errors: [] })
  })

  it('what SealTalk leaves empty, or what is no web address, is null', async () => {
    harness.answer({
      'GET /user/a': ok(
        wireUser('a', { nickname: '', portraitUri: 'javascript:alert(1)', stAccount: '', phone: null }),
      ),
    })
    const { data } = await ask(['a'], 'name avatarUrl stAccount phone')

    expect(data).toEqual({ users: [{ name: null, avatarUrl: null, stAccount: null, phone: null }] })
  })
})

describe('a server without /user/batch', () => {
  useFreshHarness()

  it.each([
    ['an HTML 404', noRoute('GET', '/user/batch')],
    ['no such user as "batch"', text(404, 'Unknown user.')],
    ['a success without a result', ok()],
    ['a refusal of the id "batch"', { status: 400, body: { code: 1002, message: 'bad id' } }],
  ])('is asked user by user, and for the batch only once: %s', async (_, answer) => {
    harness.answer({ 'GET /user/batch': answer, ...singles('a', 'b', 'c', 'd') })
    const first = await ask(['a', 'b'])
    const second = await ask(['c', 'd'])

    expect([first.data, second.data]).toEqual([
      { users: [{ name: 'name of a' }, { name: 'name of b' }] },
      { users: [{ name: 'name of c' }, { name: 'name of d' }] },
    ])
    expect(harness.calls()).toEqual([
      'GET /user/batch?id=a&id=b',
      'GET /user/a',
      'GET /user/b',
      'GET /user/c',
      'GET /user/d',
    ])
  })

  it('is not what one is that has nothing to say of nobody', async () => {
    harness.answer({ 'GET /user/batch': ok(), 'GET /user/nobody': ok(), 'GET /user/none': ok() })
    await ask(['nobody', 'none'])
    harness.answer({ 'GET /user/batch': batch })
    await ask(['a', 'b'])

    expect(harness.calls()).toEqual(['GET /user/batch?id=a&id=b'])
  })

  it('is not what one is that fails', async () => {
    harness.answer({ 'GET /user/batch': text(500, 'no') })
    expect(codesOf(await ask(['a', 'b']))).toEqual([
      'users.0: UPSTREAM_UNAVAILABLE',
      'users.1: UPSTREAM_UNAVAILABLE',
    ])
    harness.answer({ 'GET /user/batch': batch })
    await ask(['a', 'b'])

    expect(harness.calls()).toEqual(['GET /user/batch?id=a&id=b'])
  })
})

describe('accounts for which /user/batch looks missing', () => {
  useFreshHarness()

  const GONE = ['gone1', 'gone2', 'gone3']
  const sessionOf = (userId: string) => ({
    'x-sealtalk-session': sealedSession({
      userId,
      cookie: `operators_name=${Buffer.from(userId).toString('hex')}`,
    }),
  })
  const askAs = (userId: string, ids: readonly string[]) => {
    const { document, variables } = listOf(ids)
    return harness.query(document, { variables, headers: sessionOf(userId) })
  }
  /** As a server responds that says nothing of its own to accounts that were deleted. */
  const batchUnlessGone = (answer: UpstreamAnswer) => (request: SentRequest) =>
    GONE.some((userId) => request.headers['cookie']?.includes(Buffer.from(userId).toString('hex')))
      ? answer
      : batch(request)

  it.each([
    ['no such user as "batch"', text(404, 'Unknown user.')],
    ['a success without a result', ok()],
    ['a refusal of the id "batch"', { status: 400, body: { code: 1002, message: 'bad id' } }],
  ])('leave the others their batches: %s', async (_, answer) => {
    harness.answer({ 'GET /user/batch': batchUnlessGone(answer), ...singles('a', 'b', 'c', 'd') })
    for (const ids of [
      ['a', 'b'],
      ['c', 'd'],
    ])
      expect((await askAs('gone1', ids)).errors).toEqual([])
    expect(harness.calls().filter((call) => call.includes('batch'))).toEqual(['GET /user/batch?id=a&id=b'])
    harness.answer({ 'GET /user/batch': batchUnlessGone(answer) })
    await ask(['a', 'b'])
    expect(harness.calls()).toEqual(['GET /user/batch?id=a&id=b'])

    harness.answer({ 'GET /user/batch': batchUnlessGone(answer), ...singles('a', 'b') })
    for (const userId of GONE) await askAs(userId, ['a', 'b'])
    harness.answer({ 'GET /user/batch': batchUnlessGone(answer) })
    await ask(['c', 'd'])
    expect(harness.calls()).toEqual(['GET /user/batch?id=c&id=d'])
  })

  it('are believed if there are three and nobody else', async () => {
    harness.answer({ 'GET /user/batch': text(404, 'Unknown user.'), ...singles('a', 'b') })
    for (const userId of GONE) await askAs(userId, ['a', 'b'])
    harness.answer({ ...singles('a', 'b') })
    await ask(['a', 'b'])

    expect(harness.calls()).toEqual(['GET /user/a', 'GET /user/b'])
  })
})

describe('a user by phone', () => {
  useFreshHarness()

  const find = (selection: string) =>
    harness.query(`{ user(by: {sealtalkPhone: ${PHONE}}) { ${selection} } }`)
  const FOUND = {
    id: 'a',
    nickname: 'Ann',
    gender: 'male',
    portraitUri: '',
    stAccount: 'ann-86',
    phoneVerify: 1,
  }

  it('is asked for in the way that honours privacy', async () => {
    harness.answer({ 'GET /user/find_user': ok(FOUND) })

    expect((await find('id name gender stAccount')).data).toEqual({
      user: { id: 'sealtalk:user:a', name: 'Ann', gender: 'MALE', stAccount: 'ann-86' },
    })
    expect(harness.calls()).toEqual(['GET /user/find_user?region=86&phone=13812345678'])
  })

  it('is read by id for what the search does not tell', async () => {
    harness.answer({ 'GET /user/find_user': ok(FOUND), ...singles('a') })

    expect((await find('name phone')).data).toEqual({ user: { name: 'name of a', phone: '13800000000' } })
    expect(harness.calls()).toEqual(['GET /user/find_user?region=86&phone=13812345678', 'GET /user/a'])
  })

  const ASKED = 'GET /user/find_user?region=86&phone=13812345678'

  it.each([
    ['a refusal', text(404, 'Unknown user.')],
    ['no result', ok()],
  ])('who does not want to be found is null, and is not looked for in other ways: %s', async (_, answer) => {
    harness.answer({
      'GET /user/find_user': ({ path }) => (path.includes('?') ? answer : text(400, 'Empty parameters.')),
    })

    expect(await find('name')).toMatchObject({ data: { user: null }, errors: [] })
    expect(await find('name')).toMatchObject({ data: { user: null }, errors: [] })
    // That the server has this call is asked for once, by asking it about nobody.
    expect(harness.calls()).toEqual([ASKED, 'GET /user/find_user', ASKED])
  })

  it.each([
    ['takes the call for a user’s id', text(404, 'Unknown user.')],
    ['answers it without a result', ok()],
  ])('is looked for in the page’s way where the server %s', async (_, answer) => {
    harness.answer({ 'GET /user/find_user': answer, 'GET /user/find/86/13812345678': ok(wireName('a')) })

    expect((await find('name')).data).toEqual({ user: { name: 'name of a' } })
    expect((await find('name')).data).toEqual({ user: { name: 'name of a' } })
    expect(harness.calls()).toEqual([
      ASKED,
      'GET /user/find_user',
      'GET /user/find/86/13812345678',
      'GET /user/find/86/13812345678',
    ])
  })

  it('is looked for in the page’s way for one account alone that the call seems to be missing for', async () => {
    harness.answer({ 'GET /user/find_user': ok(), 'GET /user/find/86/13812345678': ok(wireName('a')) })
    const headers = { 'x-sealtalk-session': sealedSession({ userId: 'gone', cookie: 'operators_name=ff' }) }
    await harness.query(`{ user(by: {sealtalkPhone: ${PHONE}}) { name } }`, { headers })
    harness.answer({ 'GET /user/find_user': ok(FOUND) })
    await find('name')

    expect(harness.calls()).toEqual([ASKED])
  })

  it('is looked for in the page’s way only where the server has no other, and that is remembered', async () => {
    harness.answer({
      'GET /user/find_user': noRoute('GET', '/user/find_user'),
      'GET /user/find/86/13812345678': ok(wireName('a')),
      ...singles('a'),
    })

    expect((await find('name')).data).toEqual({ user: { name: 'name of a' } })
    expect((await find('name gender')).data).toEqual({ user: { name: 'name of a', gender: 'FEMALE' } })
    expect(harness.calls()).toEqual([
      'GET /user/find_user?region=86&phone=13812345678',
      'GET /user/find/86/13812345678',
      'GET /user/find/86/13812345678',
      'GET /user/a',
    ])
  })

  it('is no user where the page’s way finds none', async () => {
    harness.answer({
      'GET /user/find_user': noRoute('GET', '/user/find_user'),
      'GET /user/find/86/13812345678': text(404, 'Unknown user.'),
    })

    expect(await find('name')).toMatchObject({ data: { user: null }, errors: [] })
  })
})

describe('a user by SealTalk number', () => {
  it('is one call, and UNSUPPORTED where the server has none', async () => {
    const document = '{ user(by: {sealtalkStAccount: "ann-86"}) { name } }'
    harness.answer({ 'GET /user/find_user': ok(wireName('a')) })
    expect((await harness.query(document)).data).toEqual({ user: { name: 'name of a' } })
    expect(harness.calls()).toEqual(['GET /user/find_user?st_account=ann-86'])

    harness.answer({ 'GET /user/find_user': noRoute('GET', '/user/find_user') })
    expect(codesOf(await harness.query(document))).toEqual(['user: UNSUPPORTED'])
  })
})

describe('a user on the later server', () => {
  it('who does not exist is a success without a result, and one who does shows no phone', async () => {
    const { phone: _, ...row } = wireUser('a')
    harness.answer({ 'GET /user/nobody': outcome(200), 'GET /user/a': ok(row) })
    const answer = await ask(['nobody', 'a'], 'gender phone')

    expect(answer).toMatchObject({ data: { users: [null, { gender: 'FEMALE', phone: null }] }, errors: [] })
  })
})
