import { describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway } from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const AGE_MS = 15 * 60_000
const STALE = { ageMs: AGE_MS, reason: 'UPSTREAM_UNAVAILABLE' }
const byPath = (stale: unknown): unknown[] =>
  (stale as { path: unknown[] }[]).toSorted((one, other) =>
    JSON.stringify(one.path) < JSON.stringify(other.path) ? -1 : 1,
  )
const sleep = () => Promise.resolve()

describe.each(['yoga', 'fast'] as const)('what is fetched apart from its object (%s path)', (path) => {
  it('says on SealTalk itself that it is a stale copy, where the group itself is not', async () => {
    const clock = standingClock(Date.now())
    const harness = await startSealTalkGateway({ clock, sleep, env: { PARLEY_PATH: path } })
    const lin = await harness.signIn()
    const asked = `{ viewer { sealtalk { groups(first: 1) { nodes {
      name isMemberProtected
      participants(first: 1) { totalCount nodes { user { name } } }
      found: participants(search: "e") { totalCount }
    } } } } }`
    const first = await harness.ask(asked, lin)
    expect(first.errors).toEqual([])
    clock.advance(AGE_MS)
    for (const endpoint of ['GET /group/:id', 'GET /group/:id/members'])
      harness.sandbox.control.setFault({ endpoint, kind: 'hang-up-before' })

    const { data, errors, extensions } = await harness.ask(asked, lin)
    expect(errors).toEqual([])
    expect(data).toEqual(first.data)
    const group = ['viewer', 'sealtalk', 'groups', 'nodes', 0]
    expect(byPath(extensions['stale'])).toEqual([
      { path: [...group, 'found'], ...STALE },
      { path: [...group, 'isMemberProtected'], ...STALE },
      { path: [...group, 'participants'], ...STALE },
    ])

    const { protectedGroupId } = harness.sandbox.examples
    const written = `{ conversation(id: "sealtalk:conversation:${protectedGroupId}") { bulletin } }`
    harness.sandbox.control.clearFaults()
    await harness.ask(written, lin)
    clock.advance(AGE_MS)
    harness.sandbox.control.setFault({ endpoint: 'GET /group/get_bulletin', kind: 'hang-up-before' })
    expect(await harness.ask(written, lin)).toMatchObject({
      data: { conversation: { bulletin: 'We meet on Friday at seven.' } },
      extensions: { stale: [{ path: ['conversation', 'bulletin'], ...STALE }] },
    })
    await harness.close()
  })

  it('says on Mixin itself that it is a stale copy, where its object is not', async () => {
    const clock = standingClock(Date.now())
    const harness = await startSandboxGateway({
      clock,
      env: { PARLEY_PATH: path },
      sandbox: { clock: clock.date },
    })
    const headers = harness.as('Alia')
    const talk = `{ user(by: { mixinUserId: "${x.userId}" }) { conversation { id } } }`
    const circles = `{ conversation(id: "mixin:conversation:${x.groupId}") { circles { name } } }`
    const ask = async (document: string) => {
      const as = document === circles ? { headers } : {}
      const { data, errors, extensions } = await harness.gateway.query(document, as)
      expect(errors).toEqual([])
      return { data, stale: extensions['stale'] }
    }
    const before = { talk: await ask(talk), circles: await ask(circles) }
    expect(valueAt(before.circles.data, 'conversation.circles.0.name')).toEqual(expect.any(String))
    clock.advance(AGE_MS)
    harness.sandbox.control.setFault({ endpoint: 'GET /circles', kind: 'hang-up-before' })
    expect(byPath((await ask(circles)).stale)).toContainEqual({
      path: ['conversation', 'circles', 0, 'name'],
      ...STALE,
    })

    harness.sandbox.control.setFault({ endpoint: 'GET /conversations/:id', kind: 'hang-up-before' })
    expect(valueAt(before.talk.data, 'user.conversation.id')).toEqual(expect.any(String))
    const { data, stale } = await ask(talk)
    expect(data).toEqual(before.talk.data)
    expect(stale).toEqual([{ path: ['user', 'conversation'], ...STALE }])
    await harness.close()
  })
})
