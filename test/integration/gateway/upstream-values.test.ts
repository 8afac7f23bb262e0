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
  it.each([7_257_600_000, 1.5, -3e9])('%s as expire_in is null, and the rest is served', async (value) => {
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
  })

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
