import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { TestGateway } from '../../support/gateway.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

let open: { close(): Promise<void> } | undefined
afterEach(() => open?.close())

const mixin = async (): Promise<SandboxGateway> => {
  const harness = await startSandboxGateway()
  open = harness
  return harness
}
const sealtalk = async (): Promise<SealTalkGateway> => {
  const harness = await startSealTalkGateway()
  open = harness
  return harness
}

const dropped = async ({ gateway }: { gateway: TestGateway }, network: string, what: string) => {
  const { body } = await gateway.gateway.metrics.render()
  const line = `parley_upstream_unusable_total{network="${network}",what="${what}"} `
  return Number(
    body
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.slice(line.length),
  )
}

const GROUP = `conversation(id: "mixin:conversation:${x.groupId}")`

describe('a number that GraphQL cannot carry', () => {
  it.each([7_257_600_000, 1.5, -3e9, '12', true, {}])(
    '%j as expire_in is null, and the rest is served',
    async (value) => {
      const harness = await mixin()
      expect(await dropped(harness, 'mixin', 'number')).toBe(0)
      harness.sandbox.control.setFault({
        kind: 'values',
        endpoint: 'GET /conversations/:id',
        values: { expire_in: value },
      })

      const { data, errors } = await harness.gateway.query(`{ ${GROUP} { name expireIn memberCount } }`)

      expect(errors).toEqual([])
      expect(data).toEqual({ conversation: { name: 'Parley Testers', expireIn: null, memberCount: 12 } })
      expect(harness.calls()).toEqual(['GET /conversations/:id'])
      expect(await dropped(harness, 'mixin', 'number')).toBe(1)
    },
  )

  it('is null in a group of SealTalk, and the rest is served', async () => {
    const harness = await sealtalk()
    const headers = await harness.signIn()
    harness.sandbox.control.setFault({
      kind: 'values',
      values: { memberCount: 2 ** 31, maxMemberCount: 0.5, role: 1.5 },
    })
    const id = `sealtalk:conversation:${harness.sandbox.examples.group60Id}`

    const { data, errors } = await harness.ask(
      `{ conversation(id: "${id}") { id memberCount maxMemberCount } }`,
      headers,
    )

    expect(errors).toEqual([])
    expect(data).toEqual({ conversation: { id, memberCount: null, maxMemberCount: null } })
    expect(await dropped(harness, 'sealtalk', 'number')).toBe(2)
  })
})

describe('a date', () => {
  const ask = `{ ${GROUP} { name createdAt muteUntil participants(first: 1) { nodes { createdAt } } } }`
  const told = async (harness: SandboxGateway, date: unknown) => {
    const values = { created_at: date, mute_until: date }
    harness.sandbox.control.setFault({ kind: 'values', endpoint: 'GET /conversations/:id', values })
    const { data, errors } = await harness.gateway.query(ask)
    expect(errors).toEqual([])
    return data
  }
  const all = (date: string | null) => ({
    conversation: {
      name: 'Parley Testers',
      createdAt: date,
      muteUntil: date,
      participants: { nodes: [{ createdAt: date }] },
    },
  })

  it('with an offset is served in UTC, with its nanoseconds', async () => {
    const harness = await mixin()
    expect(await told(harness, '2020-01-01T07:30:00.806156789+08:00')).toEqual(
      all('2019-12-31T23:30:00.806156789Z'),
    )
    expect(await dropped(harness, 'mixin', 'date')).toBe(0)
  })

  it('that means never is null', async () => {
    const harness = await mixin()
    expect(await told(harness, '0001-01-01T00:00:00.000Z')).toEqual(all(null))
    expect(await dropped(harness, 'mixin', 'date')).toBe(0)
  })

  it('that is none is null, and counted', async () => {
    const harness = await mixin()
    expect(await told(harness, '2021-02-30T00:00:00Z')).toEqual(all(null))
    // The conversation has two, each of the twelve participants one, and each of the two circles one.
    expect(await dropped(harness, 'mixin', 'date')).toBe(15)
  })

  it('of SealTalk is served in UTC, or null and counted', async () => {
    const harness = await sealtalk()
    const headers = await harness.signIn()
    const id = `sealtalk:conversation:${harness.sandbox.examples.group60Id}`
    const { control } = harness.sandbox
    const group = `{ conversation(id: "${id}") { participants(first: 1) { nodes { createdAt } } } }`

    control.setFault({
      kind: 'values',
      endpoint: 'GET /group/:id/members',
      values: { createdAt: '2020-05-05T03:21:11.000+0800' },
    })
    expect((await harness.ask(group, headers)).data).toEqual({
      conversation: { participants: { nodes: [{ createdAt: '2020-05-04T19:21:11.000Z' }] } },
    })
    control.setFault({ kind: 'values', values: { createdAt: 'Invalid date', updatedAt: 0 } })
    const blacklist = '{ viewer { sealtalk { blacklist { updatedAt } } } }'
    const { data, errors } = await harness.ask(blacklist, headers)
    expect(errors).toEqual([])
    const { blacklist: entries } = (data as { viewer: { sealtalk: { blacklist: { updatedAt: unknown }[] } } })
      .viewer.sealtalk
    expect(new Set(entries.map(({ updatedAt }) => updatedAt))).toEqual(new Set([null]))
    expect(await dropped(harness, 'sealtalk', 'date')).toBeGreaterThan(0)
  })
})
