import { connect } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { Answer } from '../../support/gateway.ts'
import { createGate, type Gate } from '../../support/gate.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`

let harness: SandboxGateway
let gateway: SandboxGateway['gateway']
let gate: Gate
let delayMs: number
const start = async (env: Record<string, string>): Promise<void> => {
  gate = createGate(`/conversations/${x.groupId}`)
  harness = await startSandboxGateway({ env, dispatcher: gate.dispatcher, loopDelayMs: () => delayMs })
  gateway = harness.gateway
}
beforeEach(() => void (delayMs = 0))
afterEach(async () => {
  gate.open()
  await harness.close()
})

const ask = (): Promise<Answer> => gateway.query('{ __typename }')

/** A request that is in progress until the gate is opened, or its client disconnects. */
interface HeldRequest {
  readonly answer: Promise<Answer | Error>
  leave(): void
}
const hold = async (count: number): Promise<HeldRequest[]> => {
  const held = Array.from({ length: count }, () => {
    const leaving = new AbortController()
    const answer = gateway.query(GROUP, { signal: leaving.signal }).catch((error: unknown) => error as Error)
    return { answer, leave: () => leaving.abort() }
  })
  await vi.waitFor(() => expect(gate.waiting).toBe(1))
  return held
}

/** The first refusal, once the gateway has noticed who is there. */
const firstRefusal = (): Promise<Answer> =>
  vi.waitFor(async () => {
    const answer = await ask()
    expect(answer.status).toBe(503)
    return answer
  })

const refusal = (message: RegExp) => ({
  status: 503,
  data: undefined,
  errors: [
    {
      message: expect.stringMatching(message),
      extensions: {
        code: 'RATE_LIMITED',
        retryable: true,
        retryAfterMs: 1_000,
        requestId: expect.any(String),
      },
    },
  ],
})

const readMetrics = async (): Promise<string> => (await fetch(`${gateway.url}/metrics`)).text()

describe('a gateway at its limit of requests in progress', () => {
  let held: HeldRequest[]
  beforeEach(async () => {
    await start({ LIMIT_CONCURRENT_REQUESTS: '2' })
    held = await hold(2)
  })

  it('rejects the next one with 503 and Retry-After, and finishes those in progress', async () => {
    const answer = await firstRefusal()

    expect(answer).toMatchObject(refusal(/LIMIT_CONCURRENT_REQUESTS/))
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await readMetrics()).toContain('parley_requests_shed_total{why="requests"} 1')
    gate.open()
    for (const { answer } of held) expect(await answer).toMatchObject({ status: 200, errors: [] })
    expect(await ask()).toMatchObject({ status: 200, data: { __typename: 'Query' } })
  })

  it('does not wait for the body of a rejected request', async () => {
    await firstRefusal()
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    socket.write(
      'POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{',
    )
    const [chunk] = (await once(socket, 'data')) as [Buffer]

    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 503 /)
    socket.destroy()
  })

  it('still serves health checks and metrics', async () => {
    await firstRefusal()

    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect((await fetch(gateway.url + path)).status).toBe(200)
    }
  })

  it('accepts new ones after clients have disconnected', async () => {
    await firstRefusal()
    for (const client of held) client.leave()

    await vi.waitFor(async () => expect((await ask()).status).toBe(200))
  })
})

describe('a gateway with a delayed event loop', () => {
  it('rejects requests beyond LIMIT_BUSY_REQUESTS until the delay is over', async () => {
    await start({ LIMIT_BUSY_REQUESTS: '1', LIMIT_EVENT_LOOP_DELAY_MS: '50' })
    delayMs = 51
    const [held] = await hold(1)

    expect(await firstRefusal()).toMatchObject(refusal(/LIMIT_EVENT_LOOP_DELAY_MS/))
    expect(await readMetrics()).toContain('parley_requests_shed_total{why="delay"} 1')
    delayMs = 50
    expect((await ask()).status).toBe(200)
    gate.open()
    expect(await held?.answer).toMatchObject({ status: 200, errors: [] })
  })
})
