import { afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import { requestIncremental } from '../../support/incremental.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

const TRACED = { 'x-parley-trace': '1' }
const USER = `user(by: { mixinUserId: "${x.userId}" }) { name }`
const GROUP = `conversation(id: "mixin:conversation:${x.groupId}") { participants(first: 2) { nodes { user { name } } } }`

let harness: SandboxGateway
afterEach(() => harness.close())

interface Traced {
  readonly upstream?: {
    readonly calls: readonly { readonly operation: string; readonly field: unknown; readonly cache: string }[]
  }
}
const rowsOf = ({ upstream }: Traced = {}) =>
  upstream?.calls.map(({ operation, field, cache }) => [operation, field, cache])
const trace = async (document: string) => {
  const { extensions } = await harness.gateway.query(document, { headers: TRACED })
  return rowsOf(extensions)
}

describe.each(['yoga', 'fast'] as const)('the field of a call in the trace (%s path)', (path) => {
  it('is where the response shows it, by alias, index and list', async () => {
    harness = await startSandboxGateway({ env: { PARLEY_PATH: path } })
    for (const _ of ['first', 'compiled']) {
      expect(await trace(`{ who: ${USER} }`)).toEqual([['readUsers', ['who'], 'miss']])
      expect(await trace(`{ ${GROUP} }`)).toEqual([
        ['readConversation', ['conversation'], 'miss'],
        ['readUsers', ['conversation', 'participants', 'nodes'], 'miss'],
      ])
      await harness.close()
      harness = await startSandboxGateway({ env: { PARLEY_PATH: path } })
    }
  })

  it('is the first of those that share the call', async () => {
    harness = await startSandboxGateway({ env: { PARLEY_PATH: path } })
    expect(
      await trace(
        `{ first: ${USER} second: ${USER} third: user(by: { mixinUserId: "${x.aliaUserId}" }) { name } }`,
      ),
    ).toEqual([['readUsers', ['first'], 'miss']])
  })

  it('is the request’s own where it shares the call of another, with a trace or without', async () => {
    for (const headers of [{}, TRACED]) {
      const gate = createGate('/users/fetch')
      harness = await startSandboxGateway({ env: { PARLEY_PATH: path }, dispatcher: gate.dispatcher })
      const other = harness.gateway.query(`{ other: ${USER} }`, { headers })
      await vi.waitUntil(() => gate.waiting === 1, { interval: 1 })
      const respond = vi.spyOn(harness.gateway.gateway, 'respond')
      const own = trace(`{ own: ${USER} }`)
      await vi.waitUntil(() => respond.mock.calls.length > 0, { interval: 1 })
      await new Promise((resolve) => setImmediate(resolve))
      gate.open()

      expect(await own).toEqual([['readUsers', ['own'], 'coalesced']])
      const { extensions } = await other
      if (headers === TRACED) expect(rowsOf(extensions)).toEqual([['readUsers', ['other'], 'miss']])
      await harness.close()
    }
    harness = await startSandboxGateway()
  })

  it('is told of a call in the background too', async () => {
    const clock = standingClock()
    harness = await startSandboxGateway({ env: { PARLEY_PATH: path }, clock, sandbox: { clock: clock.now } })
    await trace(`{ ${USER} }`)
    clock.advance(9 * 60_000)

    expect(await trace(`{ again: ${USER} }`)).toEqual([['user', ['again'], 'revalidate']])
  })

  it('is told of parts', async () => {
    harness = await startSandboxGateway({ env: { PARLEY_PATH: path } })
    const answer = await requestIncremental(harness.gateway.url, `{ ... @defer { later: ${USER} } }`, {
      headers: TRACED,
    })
    const last = (await answer.rest()).at(-1)

    expect(rowsOf(last?.extensions)).toEqual([['readUsers', ['later'], 'miss']])
  })
})
