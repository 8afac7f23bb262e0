import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { ask, type GatewayProcess, runGateway, runNpmStart } from '../../support/gateway-process.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

/** Time of a whole test, below the 15 seconds after which a gateway that stops disconnects clients by force. */
const AT_ONCE_MS = 14_000

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

describe('a signal that stops nothing', () => {
  it.each([
    ['development', ['SIGQUIT', 'SIGUSR2']],
    ['production', ['SIGQUIT', 'SIGUSR2', 'SIGUSR1']],
  ] as const)('in %s leaves the gateway as it is', async (NODE_ENV, signals) => {
    const graphql = await start({ NODE_ENV, DRAIN_DELAY_MS: '0' })
    for (const signal of signals) {
      gateway.signal(signal)
      await vi.waitFor(() => expect(gateway.lines.join()).toContain(`"signal":"${signal}"`))
    }

    expect(await (await ask(graphql, GROUP)).json()).toMatchObject({ data: expect.anything() })
    expect(gateway.stderr()).not.toContain('Debugger')
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
      expect(await gateway.exited).toBe(0)
    },
    AT_ONCE_MS,
  )

  it(
    'stops an idle gateway at once, also with open keep-alive connections',
    async () => {
      const graphql = await start()
      await (await ask(graphql, '{ __typename }')).text()

      gateway.signal('SIGTERM')

      expect(await gateway.exited).toBe(0)
    },
    AT_ONCE_MS,
  )

  it.each([
    ['has sent nothing', ''],
    ['has sent a line break after its request', 'GET /health/live HTTP/1.1\r\nHost: gateway\r\n\r\n\r\n'],
    ['has begun a request and gone silent', 'GET /health/live HTTP/1.1\r\nHo'],
  ])(
    'stops at once, also with a connection that %s',
    async (_, sent) => {
      const { port } = new URL(await start())
      const client = connect(Number(port), '127.0.0.1', () => client.write(sent))
      client.on('error', () => undefined)
      onTestFinished(() => void client.destroy())
      await once(client, 'connect')
      if (sent.includes('\r\n\r\n')) await once(client, 'data')

      gateway.signal('SIGTERM')

      expect(await gateway.exited).toBe(0)
    },
    AT_ONCE_MS,
  )

  it.each(['SIGTERM', 'SIGINT'] as const)('(%s) to `npm start` stops the gateway', async (signal) => {
    gateway = runNpmStart({ ...sandboxSettings(sandbox.mixin), SEALTALK_API_URL: 'http://127.0.0.1:1' })
    const { graphql } = await gateway.ready
    await slowDown(700)
    const underWay = ask(graphql, GROUP)
    await isAsked()

    gateway.signal(signal)

    expect(await (await underWay).json()).toEqual({ data: { conversation: { name: 'Parley Testers' } } })
    await gateway.exited
    expect(gateway.lines.join()).toContain('stopping')
    await expect(fetch(graphql)).rejects.toThrow('fetch failed')
  })

  it('goes on alone where SIGHUP ends npm, and reloads at one of its own', async () => {
    gateway = runNpmStart({ ...sandboxSettings(sandbox.mixin), SEALTALK_API_URL: 'http://127.0.0.1:1' })
    const { graphql, pid } = await gateway.ready
    expect(pid).not.toBe(gateway.pid)
    gateway.signal('SIGHUP')
    const stateOfNpm = (): string | undefined => {
      const path = `/proc/${gateway.pid}/stat`
      return existsSync(path) ? readFileSync(path, 'utf8').split(' ')[3] : undefined
    }
    await vi.waitFor(() => expect([undefined, 'Z']).toContain(stateOfNpm()), { timeout: 5_000 })
    expect(await (await ask(graphql, GROUP)).json()).toMatchObject({ data: { conversation: {} } })
    expect(gateway.lines.join()).not.toContain('the settings were read again')

    process.kill(pid, 'SIGHUP')
    await vi.waitFor(() => expect(gateway.lines.join()).toContain('the settings were read again'))
    process.kill(pid, 'SIGTERM')
    await gateway.exited
    await expect(fetch(graphql)).rejects.toThrow('fetch failed')
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
