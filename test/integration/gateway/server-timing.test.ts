import { afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import { EVENTS, requestIncremental } from '../../support/incremental.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'

const NAME = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const HEADER = /^upstream;dur=(\d+(?:\.\d)?), gateway;dur=(\d+(?:\.\d)?)$/

let harness: SandboxGateway
afterEach(() => harness.close())

const timesIn = (headers: Headers) => {
  const [, upstream, gateway] = HEADER.exec(headers.get('server-timing') ?? '') ?? []
  return { upstream: Number(upstream), gateway: Number(gateway) }
}

describe.each(['yoga', 'fast'] as const)('Server-Timing (%s path)', (path) => {
  it('tells how long the response waited for upstream calls, and 0 where it needed none', async () => {
    harness = await startSandboxGateway({ env: { PARLEY_PATH: path } })
    const answers = []
    for (const _ of ['called', 'stored', 'stored', 'cached']) answers.push(await harness.gateway.query(NAME))

    const [first, ...others] = answers.map(({ headers }) => timesIn(headers))
    expect(first?.upstream).toBeGreaterThan(0)
    expect(others.map(({ upstream }) => upstream)).toEqual([0, 0, 0])
    for (const { gateway } of others) expect(gateway).toBeGreaterThanOrEqual(0)
  })

  it('counts a call that requests share for each of them', async () => {
    const gate = createGate('/users/fetch')
    harness = await startSandboxGateway({ env: { PARLEY_PATH: path }, dispatcher: gate.dispatcher })
    const first = harness.gateway.query(NAME)
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve))
    const respond = vi.spyOn(harness.gateway.gateway, 'respond')
    const second = harness.gateway.query(NAME)
    await vi.waitUntil(() => respond.mock.calls.length > 0, { interval: 1 })
    // Its loads begin in the same turn.
    await new Promise((resolve) => setImmediate(resolve))
    gate.open()

    for (const { headers } of [await first, await second])
      expect(timesIn(headers).upstream).toBeGreaterThan(0)
    expect(harness.calls()).toEqual(['POST /users/fetch'])
  })
})

describe('Server-Timing', () => {
  it('is on every GraphQL response', async () => {
    harness = await startSandboxGateway()
    const { url, query } = harness.gateway
    const answers = [
      await query('{'),
      await query(NAME, { headers: { accept: 'text/event-stream, application/json' } }),
      await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: NAME }),
      }),
      await fetch(`${url}/graphql?query=${encodeURIComponent(NAME)}`),
      await requestIncremental(url, `{ ... @defer { user(by: { mixinUserId: "${x.userId}" }) { name } } }`, {
        accept: EVENTS,
      }),
    ]
    for (const { headers } of answers) expect(headers.get('server-timing')).toMatch(HEADER)
  })

  it('is not on other responses', async () => {
    harness = await startSandboxGateway()
    const answer = await fetch(`${harness.gateway.url}/health/live`)
    expect(answer.headers.has('server-timing')).toBe(false)
  })
})
