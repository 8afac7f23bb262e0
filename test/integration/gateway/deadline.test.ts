import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { codesOf } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

const FETCH = 'POST /users/fetch'
const READ = 'GET /conversations/:id'
const RENAME = 'POST /conversations/:id'
const GROUP = `conversation(id: "mixin:conversation:${x.groupId}")`
const USER = `user(by: { mixinUserId: "${x.userId}" }) { name }`
const rename = (name: string) =>
  `updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "${name}" }) { conversation { name } }`

let harness: SandboxGateway
afterEach(() => harness.close())

/** A gateway that gives a request half a second. */
const start = async (path: 'yoga' | 'fast'): Promise<void> => {
  harness = await startSandboxGateway({ env: { LIMIT_REQUEST_MS: '500', PARLEY_PATH: path } })
}

/** The network's own time is up after three seconds, and is told in other words. */
const UP = 'The request timed out before Mixin responded. Retry it or request less.'

describe.each(['yoga', 'fast'] as const)('a request that times out (%s path)', (path) => {
  it('has the data so far, and an error for each missing field', async () => {
    await start(path)
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: 'hang-before-headers' })

    const answer = await harness.gateway.query(`{ ${USER} ${GROUP} { name } regions { code } }`)

    expect(answer.status).toBe(200)
    expect(answer.data).toEqual({ user: null, conversation: { name: 'Parley Testers' }, regions: null })
    expect(codesOf(answer).toSorted()).toEqual(['regions: UNSUPPORTED', 'user: UPSTREAM_UNAVAILABLE'])
    expect(answer.errors.find(({ path }) => path?.[0] === 'user')).toMatchObject({
      message: UP,
      extensions: { network: 'MIXIN', retryable: true },
    })
    expect(harness.calls().toSorted()).toEqual([READ, FETCH])
  })

  it('does so at every depth, and makes no further call', async () => {
    await start(path)
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: 'latency', latencyMs: 5_000 })

    const answer = await harness.gateway.query(
      `{ ${GROUP} { name participants(first: 2) { nodes { role user { name app { creator { name } } } } } } }`,
    )

    expect(answer.data).toMatchObject({
      conversation: { name: 'Parley Testers', participants: { nodes: [{ user: null }, { user: null }] } },
    })
    expect(new Set(answer.errors.map(({ message }) => message))).toEqual(new Set([UP]))
    expect(harness.calls()).toEqual([READ, FETCH])
  })

  it('reports that a sent write may have succeeded, and sends no further one', async () => {
    await start(path)
    harness.sandbox.control.setFault({ endpoint: RENAME, kind: 'latency', latencyMs: 5_000 })

    const answer = await harness.gateway.query(`mutation { one: ${rename('One')} two: ${rename('Two')} }`)

    expect(answer.data).toEqual({ one: null, two: null })
    expect(codesOf(answer)).toEqual(['one: OUTCOME_UNKNOWN', 'two: UPSTREAM_UNAVAILABLE'])
    expect(harness.calls()).toEqual([RENAME])
  })
})
