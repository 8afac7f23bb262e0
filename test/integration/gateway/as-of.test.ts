import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import {
  botSettings,
  failure,
  mockMixin,
  type SentRequest,
  type UpstreamAnswer,
  wireUser,
} from '../../support/mixin-upstream.ts'
import { watchPaths } from '../../support/paths.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock, type StandingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const ALIA = 'a0000000-0000-4000-8000-000000000001'
const BOT = 'b0000000-0000-4000-8000-000000000001'
const GROUP = 'c0000000-0000-4000-8000-000000000001'
const USER = `{ user(by: { mixinUserId: "${ALIA}" }) { asOf } }`
const MINUTE_MS = 60_000

const wireApp = { app_id: BOT, app_number: '7000', creator_id: ALIA }
const wireGroup = {
  conversation_id: GROUP,
  creator_id: ALIA,
  category: 'GROUP',
  participants: [ALIA, BOT].map((user_id) => ({ user_id, role: '' })),
}

const tell = ({ path, body }: SentRequest): UpstreamAnswer => {
  if (path.startsWith('/conversations')) return { body: { data: wireGroup } }
  if (!Array.isArray(body)) return { body: { data: wireUser(ALIA) } }
  return {
    body: {
      data: body.map((id) => wireUser(String(id), id === BOT ? { app: wireApp } : {})),
    },
  }
}

describe.each(['yoga', 'fast'] as const)('asOf (%s path)', (path) => {
  let clock: StandingClock
  let answer: (request: SentRequest) => UpstreamAnswer
  let sent: SentRequest[]
  let harness: TestGateway
  const now = () => new Date(clock.date()).toISOString()
  const calls = () => sent.splice(0).map((request) => `${request.method} ${request.path}`)
  const ask = async (document: string) => {
    const { data, errors, extensions } = await harness.query(document)
    expect(errors).toEqual([])
    return { data, extensions }
  }

  beforeEach(async () => {
    clock = standingClock()
    // The machine's clock is a date; the other one only measures how much time has passed.
    clock.set(12_345)
    answer = tell
    const mixin = mockMixin((request) => answer(request))
    sent = mixin.sent
    harness = await startGateway({
      env: { ...botSettings(), PARLEY_PATH: path },
      dispatcher: mixin.dispatcher,
      sleep: () => Promise.resolve(),
      clock,
    })
  })
  afterEach(() => harness.close())

  it('is the time of the fetch, and stays that of a copy from the cache', async () => {
    const fetched = now()
    expect((await ask(USER)).data).toEqual({ user: { asOf: fetched } })
    clock.advance(20_000)
    for (let time = 0; time < 3; time += 1)
      expect((await ask(USER)).data).toEqual({ user: { asOf: fetched } })

    expect(calls()).toEqual(['POST /users/fetch'])
  })

  it('is when the call was sent, however long the network took: what came is no older', async () => {
    const asked = now()
    answer = (request) => {
      clock.advance(700)
      return tell(request)
    }
    expect((await ask(USER)).data).toEqual({ user: { asOf: asked } })
  })

  it('is that of the new copy once the old one has been replaced in the background', async () => {
    const first = now()
    await ask(USER)
    clock.advance(MINUTE_MS)
    expect((await ask(USER)).data).toEqual({ user: { asOf: first } })
    await expect.poll(() => sent).toHaveLength(2)
    await expect.poll(async () => (await ask(USER)).data).toEqual({ user: { asOf: now() } })
  })

  it('is as old as extensions.stale says while the network is down', async () => {
    const first = now()
    await ask(USER)
    clock.advance(15 * MINUTE_MS)
    answer = () => ({ status: 503, body: 'out' })

    const { data, extensions } = await ask(USER)
    expect(data).toEqual({ user: { asOf: first } })
    expect(extensions['stale']).toEqual([
      { path: ['user'], ageMs: 15 * MINUTE_MS, reason: 'UPSTREAM_UNAVAILABLE' },
    ])
  })

  it('is of each object its own: a fresh group shows users that were fetched earlier', async () => {
    const before = now()
    await ask(`{ users(by: [{ mixinUserId: "${ALIA}" }, { mixinUserId: "${BOT}" }]) { name } }`)
    calls()
    clock.advance(10_000)

    const { data } = await ask(`{
      conversation(id: "mixin:conversation:${GROUP}") {
        asOf
        creator { asOf }
        participants { nodes { user { asOf app { asOf user { asOf } } } } }
      }
    }`)
    expect(data).toEqual({
      conversation: {
        asOf: now(),
        creator: { asOf: before },
        participants: {
          nodes: [
            { user: { asOf: before, app: null } },
            { user: { asOf: before, app: { asOf: before, user: { asOf: before } } } },
          ],
        },
      },
    })
    expect(calls()).toEqual([`GET /conversations/${GROUP}`])
  })

  it('loads what is only referred to, as any field but the ids does', async () => {
    const group = (selection: string) =>
      `{ conversation(id: "mixin:conversation:${GROUP}") { creator { id ${selection} } } }`
    await ask(group(''))
    expect(calls()).toEqual([`GET /conversations/${GROUP}`])

    expect((await ask(group('asOf'))).data).toEqual({
      conversation: { creator: { id: `mixin:user:${ALIA}`, asOf: now() } },
    })
    expect(calls()).toEqual(['POST /users/fetch'])
  })

  it('is that of the user, not of the lookup that found it', async () => {
    const byPhone = '{ user(by: { mixinPhone: { region: "1", number: "5550000000" } }) { asOf } }'
    const found = now()
    expect((await ask(byPhone)).data).toEqual({ user: { asOf: found } })
    expect(calls()).toEqual(['GET /search/%2B15550000000'])
    clock.advance(15 * MINUTE_MS)

    expect((await ask(byPhone)).data).toEqual({ user: { asOf: now() } })
    expect(calls()).toEqual(['POST /users/fetch'])
  })

  it('of what a change returned is the time of the change, then and later', async () => {
    await ask(`{ conversation(id: "mixin:conversation:${GROUP}") { asOf } }`)
    clock.advance(1_000)
    const changed = now()
    const { data } = await ask(
      `mutation { updateConversation(input: { id: "mixin:conversation:${GROUP}", name: "New" }) { conversation { asOf } } }`,
    )
    expect(data).toEqual({ updateConversation: { conversation: { asOf: changed } } })
    clock.advance(1_000)

    expect((await ask(`{ conversation(id: "mixin:conversation:${GROUP}") { asOf } }`)).data).toEqual({
      conversation: { asOf: changed },
    })
    expect(calls()).toEqual([`GET /conversations/${GROUP}`, `POST /conversations/${GROUP}`])
  })

  it('is that of the viewer’s own account too', async () => {
    expect((await ask('{ viewer { mixin { user { asOf } } } }')).data).toEqual({
      viewer: { mixin: { user: { asOf: now() } } },
    })
  })

  it('belongs to nothing where there is nothing', async () => {
    answer = (request) => (request.path === '/users/fetch' ? { body: { data: [] } } : failure(404))

    expect((await ask(`{ user(by: { mixinUserId: "${ALIA}" }) { asOf } }`)).data).toEqual({ user: null })
  })
})

describe('asOf of a stored response', () => {
  it('is that of the copy from which it was made', async () => {
    const clock = standingClock()
    const mixin = mockMixin(tell)
    const harness = await startGateway({
      env: { ...botSettings(), PARLEY_PATH: '' },
      dispatcher: mixin.dispatcher,
      clock,
    })
    const watch = watchPaths(harness.gateway)
    const fetched = new Date(clock.date()).toISOString()
    for (let time = 0; time < 6; time += 1) {
      expect((await harness.query(USER)).data).toEqual({ user: { asOf: fetched } })
      clock.advance(1_000)
    }
    expect((await watch.paths()).slice(-2)).toEqual(['response-cache', 'response-cache'])
    expect(mixin.sent).toHaveLength(1)
    await harness.close()
  })
})

describe('asOf on SealTalk', () => {
  let clock: StandingClock
  let harness: SealTalkGateway
  const now = () => new Date(clock.date()).toISOString()

  beforeEach(async () => {
    clock = standingClock(Date.now())
    harness = await startSealTalkGateway({ clock })
  })
  afterEach(() => harness.close())

  it('of members is that of their list, and of a list of groups that of the list', async () => {
    const lin = await harness.signIn()
    const id = `sealtalk:conversation:${harness.sandbox.examples.group60Id}`
    const members = `{ conversation(id: "${id}") { asOf participants(first: 2) { nodes { user { asOf } } } } }`
    const listed = now()
    await harness.ask(members, lin)
    clock.advance(3_000)

    const { data } = await harness.ask(members, lin)
    expect(harness.calls()).toEqual([])
    expect(data).toEqual({
      conversation: {
        asOf: listed,
        participants: { nodes: [{ user: { asOf: listed } }, { user: { asOf: listed } }] },
      },
    })

    const account = 'viewer.sealtalk'
    const lists = await harness.ask(
      `{ viewer { sealtalk {
        user { asOf }
        groups(first: 1) { nodes { asOf } }
        favoriteConversations(first: 1) { nodes { asOf } }
        blacklist { user { asOf } }
      } } }`,
      lin,
    )
    expect(lists.errors).toEqual([])
    expect(valueAt(lists.data, `${account}.user.asOf`)).toBe(now())
    expect(valueAt(lists.data, `${account}.groups.nodes`)).toEqual([{ asOf: now() }])
    expect(valueAt(lists.data, `${account}.favoriteConversations.nodes`)).toEqual([{ asOf: now() }])
    const blocked = valueAt(lists.data, `${account}.blacklist`) as unknown[]
    expect(blocked.length).toBeGreaterThan(0)
    expect(blocked).toEqual(blocked.map(() => ({ user: { asOf: now() } })))
  })
})
