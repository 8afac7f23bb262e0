import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import { runGateway } from '../../support/gateway-process.ts'
import { requestIncremental } from '../../support/incremental.ts'
import { type SandboxGateway, sandboxSettings, startSandboxGateway } from '../../support/sandbox.ts'

const FETCH = 'POST /users/fetch'
const GROUP = `{ conversation(id: "mixin:conversation:${x.group50Id}") {
  name
  participants(first: 3) { nodes { ... @defer { user { name } } } }
} }`

let harness: SandboxGateway
const metricIs = (line: string): Promise<void> =>
  vi.waitFor(async () => {
    const { body } = await harness.gateway.gateway.metrics.render()
    expect(body).toContain(line)
  })
const loudLines = (): string[] =>
  harness.gateway.logged.filter((line) => !/"level":"(debug|info)"/.test(line))

describe('a client that disconnects between two payloads', () => {
  afterEach(() => harness.close())

  it('is counted, and its upstream call is aborted', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: 'hang-before-headers' })
    const answer = await requestIncremental(harness.gateway.url, GROUP)
    expect(await answer.next()).toMatchObject({ data: { conversation: { name: 'Fifty' } } })
    await vi.waitFor(() => expect(harness.calls()).toContain(FETCH))

    answer.leave()

    await metricIs('parley_clients_gone_total 1')
    // Long before the network's own time is up.
    await metricIs('operation="readUsers",outcome="cancelled"} 1')
    await metricIs('parley_request_duration_seconds_count{kind="query",outcome="partial"} 1')
    expect(loudLines()).toEqual([])
  })
})

describe('an incremental response', () => {
  afterEach(() => harness.close())

  it('is in progress until its last payload is sent', async () => {
    const gate = createGate('/users/fetch')
    const env = { LIMIT_CONCURRENT_REQUESTS: '1' }
    harness = await startSandboxGateway({ env, dispatcher: gate.dispatcher })
    const answer = await requestIncremental(harness.gateway.url, GROUP)
    await answer.next()

    expect(await harness.gateway.query('{ __typename }')).toMatchObject({
      status: 503,
      errors: [{ message: expect.stringContaining('LIMIT_CONCURRENT_REQUESTS') }],
    })
    gate.open()
    await answer.rest()
    await vi.waitFor(async () => expect((await harness.gateway.query('{ __typename }')).status).toBe(200))
  })

  it('ends with errors when the request times out', async () => {
    harness = await startSandboxGateway({ env: { LIMIT_REQUEST_MS: '60000' } })
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: 'hang-before-headers' })
    const timers = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => timers.mockRestore())
    const answer = await requestIncremental(harness.gateway.url, GROUP)
    expect(await answer.next()).toMatchObject({ data: { conversation: { name: 'Fifty' } } })
    await vi.waitFor(() => expect(harness.calls()).toContain(FETCH))
    // The request's own time is up.
    const ofRequest = timers.mock.calls.filter(([, ms = 0]) => ms > 50_000 && ms <= 60_000)
    expect(ofRequest).toHaveLength(1)
    ofRequest[0]?.[0]()
    const payloads = await answer.rest()

    expect(payloads.at(-1)).toMatchObject({ hasNext: false })
    const late = payloads.flatMap(({ incremental = [] }) => incremental)
    expect(late.length).toBeGreaterThan(0)
    for (const { errors } of late) {
      expect(errors).toMatchObject([
        {
          message: 'The request timed out before Mixin responded. Retry it or request less.',
          extensions: { code: 'UPSTREAM_UNAVAILABLE' },
        },
      ])
    }
  })
})

describe('SIGTERM between two payloads', () => {
  it('lets the last payload be sent, then the process exits with 0', async () => {
    const sandbox = await startSandbox()
    const gateway = runGateway(sandboxSettings(sandbox.mixin))
    try {
      const { graphql } = await gateway.ready
      sandbox.mixin.control.setFault({ endpoint: FETCH, kind: 'latency', latencyMs: 700 })
      const answer = await requestIncremental(new URL(graphql).origin, GROUP)
      await answer.next()

      gateway.signal('SIGTERM')

      const rest = await answer.rest()
      expect(rest.at(-1)).toMatchObject({ hasNext: false })
      expect(rest.flatMap(({ incremental = [] }) => incremental)).toHaveLength(3)
      expect(await gateway.exited).toBe(0)
    } finally {
      gateway.signal('SIGKILL')
      await gateway.exited
      await sandbox.close()
    }
  })
})
