import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { ask, type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

const READ = 'GET /conversations/:id'
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`

let sandbox: Sandbox
let gateway: GatewayProcess
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(async () => {
  gateway.signal('SIGKILL')
  await gateway.exited
  await sandbox.close()
})

/** Starts a gateway that uses the sandbox of this test. */
const start = async (env: Record<string, string> = {}): Promise<string> => {
  gateway = runGateway({ ...sandboxSettings(sandbox.mixin), ...env })
  return (await gateway.ready).graphql
}

/** The sandbox's answers take so long from now on, as set over its own HTTP surface. */
const slowDown = async (latencyMs: number): Promise<void> => {
  const response = await fetch(`${sandbox.mixin.url}/__sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint: READ, kind: 'latency', latencyMs }),
  })
  expect(response.status).toBe(200)
}

const isAsked = () =>
  vi.waitFor(() => expect(sandbox.mixin.control.calls().byEndpoint[READ]).toBe(1), { timeout: 5_000 })

describe('a gateway without settings', () => {
  it('starts with the sandbox, logs that as JSON, and executes the query of its banner', async () => {
    gateway = runGateway({})
    const { graphql, query } = await gateway.ready

    const answer = await ask(graphql, query)

    expect(await answer.json()).toEqual({
      data: { user: { id: `mixin:user:${x.userId}`, name: 'Mirel Ostby', avatarUrl: expect.anything() } },
    })
    expect(gateway.lines.length).toBeGreaterThan(0)
    for (const line of gateway.lines) expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) })
    expect(gateway.stderr()).toContain(graphql)
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)
  })
})

describe('SIGTERM', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '(%s) lets a request under way finish, then the process ends with 0 at once',
    async (signal) => {
      const graphql = await start()
      await slowDown(700)
      const underWay = ask(graphql, GROUP)
      await isAsked()

      gateway.signal(signal)

      const answer = await underWay
      expect(await answer.json()).toEqual({ data: { conversation: { name: 'Parley Testers' } } })
      const answeredAt = performance.now()
      expect(await gateway.exited).toBe(0)
      expect(performance.now() - answeredAt).toBeLessThan(2_000)
    },
  )

  it('stops an idle gateway at once, also with open keep-alive connections', async () => {
    const graphql = await start()
    await (await ask(graphql, '{ __typename }')).text()
    const stoppedAt = performance.now()

    gateway.signal('SIGTERM')

    expect(await gateway.exited).toBe(0)
    expect(performance.now() - stoppedAt).toBeLessThan(2_000)
  })

  it('turns readiness off first, and still responds for DRAIN_DELAY_MS', async () => {
    const graphql = await start({ DRAIN_DELAY_MS: '3000' })
    const ready = new URL('/health/ready', graphql)
    expect((await fetch(ready)).status).toBe(200)

    gateway.signal('SIGTERM')
    await vi.waitFor(async () => expect((await fetch(ready)).status).toBe(503), { timeout: 2_000 })

    const answer = await ask(graphql, GROUP)
    expect(answer.headers.get('connection')).toBe('close')
    expect(await answer.json()).toEqual({ data: { conversation: { name: 'Parley Testers' } } })
    expect((await fetch(new URL('/health/live', graphql))).status).toBe(200)
    expect(await gateway.exited).toBe(0)
    await expect(fetch(ready)).rejects.toThrow('fetch failed')
  })

  it('sent twice ends the process immediately', async () => {
    const graphql = await start()
    await slowDown(60_000)
    const lost = ask(graphql, GROUP).catch((error: unknown) => error)
    await isAsked()

    gateway.signal('SIGTERM')
    await vi.waitFor(() => expect(gateway.lines.join('')).toContain('stopping'), { timeout: 5_000 })
    gateway.signal('SIGTERM')

    expect(await gateway.exited).toBe(1)
    expect(await lost).toBeInstanceOf(Error)
  })
})
