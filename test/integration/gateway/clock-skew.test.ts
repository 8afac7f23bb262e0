import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { codesOf } from '../../support/gateway.ts'
import {
  startSandboxGateway,
  type SandboxGateway,
  type SandboxGatewayOptions,
} from '../../support/sandbox.ts'

const FETCH = 'POST /users/fetch'
const READ = 'GET /conversations/:id'
const MINUTE = 60_000

let harness: SandboxGateway
afterEach(() => harness.close())

/** Starts a Mixin whose clock is ahead of the gateway's by so much. */
const start = async (aheadMs: number, options: SandboxGatewayOptions = {}): Promise<void> => {
  harness = await startSandboxGateway({ ...options, sandbox: { clock: () => Date.now() + aheadMs } })
}

const group = (id: string) =>
  harness.gateway.query(`{ conversation(id: "mixin:conversation:${id}") { name } }`)

describe('Mixin’s clock', () => {
  it.each([
    ['ten minutes ahead', 10 * MINUTE],
    ['ten minutes behind', -10 * MINUTE],
    ['a year ahead', 365 * 24 * 60 * MINUTE],
  ])('%s costs one rejected call, once', async (_, aheadMs) => {
    await start(aheadMs)

    expect((await group(x.groupId)).data).toEqual({ conversation: { name: 'Parley Testers' } })
    expect(harness.calls()).toEqual([READ, READ])
    expect(harness.callLog().map(({ code }) => code)).toEqual([401, null])

    expect((await group(x.group50Id)).data).toEqual({ conversation: { name: 'Fifty' } })
    expect(harness.calls()).toEqual([READ, READ, READ])
  })

  it.each([20_000, -20_000, -2 * MINUTE])(
    '%i ms ahead costs nothing: that is within bounds',
    async (aheadMs) => {
      await start(aheadMs)

      expect((await group(x.groupId)).errors).toEqual([])
      expect(harness.calls()).toEqual([READ])
    },
  )

  it('is learned from every response, so that later changes are corrected as well', async () => {
    let aheadMs = 0
    harness = await startSandboxGateway({ sandbox: { clock: () => Date.now() + aheadMs } })
    expect((await group(x.groupId)).errors).toEqual([])

    aheadMs = -8 * MINUTE
    expect((await group(x.group50Id)).errors).toEqual([])
    expect(harness.calls()).toEqual([READ, READ, READ])
  })

  it('lets a rejected write be signed and sent again', async () => {
    await start(10 * MINUTE)

    const { data } = await harness.gateway.query(
      `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "In time" }) {
        conversation { name }
      } }`,
    )

    expect(data).toEqual({ updateConversation: { conversation: { name: 'In time' } } })
    expect(harness.callLog().map(({ code }) => code)).toEqual([401, null])
    const [first, second] = harness.callLog().map(({ requestId }) => requestId)
    expect(second).not.toBe(first)
  })

  it('does not affect a user’s own token', async () => {
    await start(10 * MINUTE)

    const { errors } = await harness.gateway.query('{ viewer { mixin { hasPin } } }', {
      headers: harness.as('Alia'),
    })

    expect(errors).toEqual([])
    expect(harness.calls()).toEqual(['GET /me'])
  })
})

describe('a key that is wrong', () => {
  const env = { MIXIN_SESSION_PRIVATE_KEY: 'ab'.repeat(32) }

  it('is reported after one call where the clocks agree', async () => {
    await start(0, { env })

    expect(codesOf(await group(x.groupId))).toEqual(['conversation: UNAUTHENTICATED'])
    expect(harness.calls()).toEqual([READ])
  })

  it('is reported after two calls where they do not, and after one from then on', async () => {
    await start(10 * MINUTE, { env })

    expect(codesOf(await group(x.groupId))).toEqual(['conversation: UNAUTHENTICATED'])
    expect(harness.calls()).toEqual([READ, READ])
    await harness.gateway.query(`{ user(by: { mixinUserId: "${x.userId}" }) { name } }`)
    expect(harness.calls()).toEqual([READ, READ, FETCH])
  })
})
