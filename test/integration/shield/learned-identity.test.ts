import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Answered, askInProcess } from '../../support/in-process.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { botSettings, failure, mockMixin, type SentRequest, wireUser } from '../../support/mixin-upstream.ts'
import { standingClock } from '../../support/time.ts'
import { openStage, type Stage, type Viewer } from './stage.ts'

let stage: Stage | undefined
let gateway: TestGateway | undefined
afterEach(async () => {
  await Promise.all([stage?.close(), gateway?.close()])
  stage = gateway = undefined
})

const FETCH = 'POST /users/fetch'
const LOOKUP = 'GET /users/:id'
const SEARCH = 'GET /search/:q'

const byNumber = (number: string) => `{ user(by: { mixinIdentityNumber: "${number}" }) { upstreamId name } }`
const byPhone = (number: string) =>
  `{ user(by: { mixinPhone: { region: "999", number: "${number}" } }) { upstreamId name } }`

describe('a number is known', () => {
  const ALIA = '1000001'
  const ways: readonly (readonly [string, string, Viewer | undefined])[] = [
    ['a user that somebody read by id', `{ user(by: { mixinUserId: "${x.aliaUserId}" }) { name } }`, 'Bo'],
    [
      'a participant whose name was shown',
      `{ conversation(id: "mixin:conversation:${x.groupId}") {
        participants { nodes { user { name } } } } }`,
      undefined,
    ],
    ['an account that somebody looked at', '{ viewer { mixin { hasPin } } }', 'Alia'],
    ['a search by phone', byPhone('0000001001'), undefined],
    ['a lookup by number of another viewer', byNumber(ALIA), 'Bo'],
  ]

  it.each(ways)('from %s', async (_, document, as) => {
    stage = await openStage()
    expect((await stage.ask(document, { as })).errors).toEqual([])
    stage.calls()

    const { data } = await stage.ask(byNumber(ALIA), { as: 'Cleo' })

    // In the asking viewer's own scope, and not limited.
    expect(data).toEqual({ user: { upstreamId: x.aliaUserId, name: 'Alia Sandmark' } })
    expect(stage.calls()).toEqual([FETCH])
  })

  it('but the user is fetched anew for each viewer, and once', async () => {
    stage = await openStage()
    for (const as of [undefined, 'Alia', 'Bo', 'Cleo', 'Alia'] as const)
      await stage.ask(byNumber(x.identityNumber), { as })

    expect(stage.calls()).toEqual([LOOKUP, FETCH, FETCH, FETCH])
  })

  it('and a phone is not: whom it leads to is each viewer’s own', async () => {
    stage = await openStage()
    for (const as of [undefined, 'Alia', undefined, 'Alia'] as const)
      await stage.ask(byPhone('0000030265'), { as })

    expect(stage.calls()).toEqual([SEARCH, SEARCH])
  })
})

describe('a number of nobody', () => {
  it('is believed for a minute', async () => {
    stage = await openStage()
    const ask = () => stage?.ask(byNumber('99999999'))
    await ask()
    stage.clock.advance(59_999)
    expect((await ask())?.data).toEqual({ user: null })
    expect(stage.calls()).toEqual([LOOKUP])

    stage.clock.advance(1)
    await ask()
    expect(stage.calls()).toEqual([LOOKUP])
  })
})

describe('an upstream whose users change', () => {
  const ONE = '00000000-0000-4000-8000-000000000001'
  const OTHER = '00000000-0000-4000-8000-000000000002'

  /** A Mixin where numbers belong to whom `owners` says. */
  const withOwners = async (owners: Map<string, string>) => {
    const userOf = ([number, userId]: readonly [string, string]) =>
      wireUser(userId, { identity_number: number })
    const mock = mockMixin(({ path, body }: SentRequest) => {
      const users = [...owners].map(userOf)
      if (path === '/users/fetch') {
        const ids = body as readonly string[]
        return { body: { data: users.filter((user) => ids.includes(String(user['user_id']))) } }
      }
      const number = path.replace('/users/', '')
      const owner = owners.get(number)
      return owner === undefined ? failure(404) : { body: { data: userOf([number, owner]) } }
    })
    const clock = standingClock()
    gateway = await startGateway({ env: botSettings(), dispatcher: mock.dispatcher, clock })
    const inner = gateway.gateway
    return {
      clock,
      ask: (document: string): Promise<Answered> => askInProcess(inner, document),
      sent: () => mock.sent.splice(0).map(({ method, path }) => `${method} ${path}`),
    }
  }

  it('makes a number of nobody somebody’s as soon as that user is seen', async () => {
    const owners = new Map<string, string>()
    const { ask, sent } = await withOwners(owners)
    expect((await ask(byNumber('7777'))).data).toEqual({ user: null })
    owners.set('7777', ONE)
    await ask(`{ user(by: { mixinUserId: "${ONE}" }) { name } }`)
    sent()

    expect((await ask(byNumber('7777'))).data).toMatchObject({ user: { upstreamId: ONE } })
    expect(sent()).toEqual([])
  })

  it('is asked again where the user whom a number led to has another one', async () => {
    const owners = new Map([['7777', ONE]])
    const { ask, sent, clock } = await withOwners(owners)
    await ask(byNumber('7777'))
    owners.clear()
    owners.set('7777', OTHER).set('8888', ONE)
    clock.advance(24 * 3_600_000)
    sent()

    expect((await ask(byNumber('7777'))).data).toMatchObject({ user: { upstreamId: OTHER } })
    expect(sent()).toEqual(['POST /users/fetch', 'GET /users/7777'])
    expect((await ask(byNumber('7777'))).data).toMatchObject({ user: { upstreamId: OTHER } })
    expect(sent()).toEqual([])
  })

  it('never makes "0" somebody’s number', async () => {
    const { ask, sent } = await withOwners(new Map([['0', ONE]]))
    await ask(`{ user(by: { mixinUserId: "${ONE}" }) { name } }`)
    sent()

    expect((await ask(byNumber('0'))).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(sent()).toEqual([])
  })
})
