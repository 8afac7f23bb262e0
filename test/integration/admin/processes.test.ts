import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { ADMIN_TOKEN, type AdminClient, adminClient } from '../../support/admin.ts'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { connect, type Connection } from '../../support/one-connection.ts'
import { program } from '../../support/program.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

const CLI = program('src/cli/main.ts')
const MIREL = `{ user(by: { id: "mixin:user:${x.userId}" }) { name } }`

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

let sandbox: Sandbox
let gateway: GatewayProcess
let port: string
let client: AdminClient
let open: Connection[] = []

/** Connections to both workers in turn. */
const connectBoth = async (): Promise<readonly [Connection, Connection]> => {
  const { address } = await gateway.ready
  const both = [connect(address), connect(address)] as const
  open.push(...both)
  return both
}
const mixinCalls = (): string[] => {
  const { control } = sandbox.mixin
  const { recent } = control.calls()
  control.resetCalls()
  return recent.map(({ endpoint }) => endpoint)
}
const lines = () => gateway.lines.map((line) => JSON.parse(line) as Record<string, unknown>)
const metric = async (line: string): Promise<boolean> =>
  (await (await fetch(`${(await gateway.ready).address}/metrics`)).text()).split('\n').includes(line)

const start = async (env: Record<string, string> = {}): Promise<void> => {
  port = String(await freePort())
  gateway = runGateway({
    ...sandboxSettings(sandbox.mixin),
    SEALTALK_API_URL: sandbox.sealtalk.url,
    SESSION_SECRET: 'a session secret of more than thirty-two characters',
    ADMIN_PORT: port,
    ADMIN_TOKEN,
    LOG_LEVEL: 'info',
    ...env,
  })
  client = adminClient(`http://127.0.0.1:${port}`)
  await gateway.ready
}

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.mixin.control.reset()
  sandbox.sealtalk.control.reset()
})
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()))
  open = []
})

const stop = async (): Promise<void> => {
  gateway.signal('SIGKILL')
  await gateway.exited
}

describe('the admin port of two workers', () => {
  beforeAll(() => start({ WORKERS: '2', PORT: String(0) }))
  afterAll(stop)

  it('drops copies in both', async () => {
    const both = await connectBoth()
    for (const { query } of both) for (const _ of [1, 2]) expect((await query(MIREL)).codes).toEqual([])
    expect(mixinCalls()).toEqual(['POST /users/fetch', 'POST /users/fetch'])

    const { body } = await client.post('/copies/drop', { user: `mixin:user:${x.userId}` })

    expect(body).toMatchObject({ complete: true, processes: { reached: 2, of: 2 }, sharedByRedis: null })
    for (const { query } of both) for (const _ of [1, 2]) await query(MIREL)
    expect(mixinCalls()).toEqual(['POST /users/fetch', 'POST /users/fetch'])
  })

  it('ends sessions in both', async () => {
    const both = await connectBoth()
    const [account] = sandbox.sealtalk.credentials.accounts
    const login = `mutation { login(input: { phone: { region: "${account.region}", number: "${account.phone}" }, password: "${account.password}" }) { userId } }`
    const signedIn = await both[0].query(login)
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
    const viewer = '{ viewer { sealtalk { user { id } } } }'
    for (const { query } of both) expect((await query(viewer, { cookie })).codes).toEqual([])

    const { userId } = (signedIn.data as { login: { userId: string } }).login
    const { body } = await client.post('/sessions/end', { user: userId })

    expect(body).toMatchObject({ complete: true, processes: { reached: 2, of: 2 } })
    for (const { query } of both) expect((await query(viewer, { cookie })).codes).toEqual(['UNAUTHENTICATED'])
  })

  it('shows both as one gateway', async () => {
    for (const { query } of await connectBoth()) await query(MIREL)
    const state = await client.state()
    expect(state.processes).toEqual({ reached: 2, of: 2 })
    expect(state.caches.models.entries).toBeGreaterThanOrEqual(2)
    expect(state.networks.mixin.breakers.filter(({ operation }) => operation === 'readUsers')).toHaveLength(1)
  })

  it('closes a network in both, and in a worker that starts later, until it is opened', async () => {
    await client.post('/networks/close', { network: 'mixin' })
    for (const { query } of await connectBoth()) expect((await query(MIREL)).codes).toEqual([])
    await client.post('/copies/drop', { everything: true })
    for (const { query } of await connectBoth())
      expect((await query(MIREL)).codes).toEqual(['UPSTREAM_UNAVAILABLE'])
    expect(await metric('parley_network_closed{network="mixin"} 1')).toBe(true)

    const before = lines().filter(({ msg }) => msg === 'a worker has ended and is replaced').length
    const children = await readFile(`/proc/${gateway.pid}/task/${gateway.pid}/children`, 'utf8')
    process.kill(Number(children.trim().split(' ')[0]), 'SIGKILL')
    await vi.waitFor(
      async () => {
        expect(lines().filter(({ msg }) => msg === 'a worker has ended and is replaced')).toHaveLength(
          before + 1,
        )
        expect((await client.state()).processes).toEqual({ reached: 2, of: 2 })
      },
      { timeout: 15_000, interval: 100 },
    )
    for (let turn = 0; turn < 4; turn += 1) {
      for (const { query } of await connectBoth())
        expect((await query(MIREL)).codes).toEqual(['UPSTREAM_UNAVAILABLE'])
    }
    expect(mixinCalls()).toEqual([])
    expect((await client.state()).networks.mixin.closed).toMatchObject({ endsInMs: null })

    await client.post('/networks/open', { network: 'mixin' })
    for (const { query } of await connectBoth()) expect((await query(MIREL)).codes).toEqual([])
    expect(mixinCalls()).toHaveLength(2)
  })

  it('shows its token in no line', () => {
    expect(gateway.lines.length).toBeGreaterThan(5)
    expect(gateway.lines.join('\n') + gateway.stderr()).not.toContain(ADMIN_TOKEN)
  })
})

describe('parley admin', () => {
  beforeAll(() => start())
  afterAll(stop)

  /** Runs the command as a process of its own. */
  const parley = (args: readonly string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
      const settings = { ADMIN_PORT: port, ADMIN_TOKEN, PATH: String(process.env['PATH']), ...env }
      execFile(
        process.execPath,
        [CLI, 'admin', ...args],
        { cwd: tmpdir(), env: settings },
        (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })

  it('shows the state, as text and as JSON', async () => {
    const text = await parley(['state'])
    expect(text).toMatchObject({ code: 0, stderr: '' })
    expect(text.stdout).toMatch(/^Parley \S+, 1 of 1 processes\nmixin: open\n/)
    expect(text.stdout).toContain('redis: not used\n')
    const json = await parley(['state', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ networks: { sealtalk: { closed: null } } })
  })

  it('acts, and the gateway does it', async () => {
    const [{ query }] = await connectBoth()
    await query(MIREL)
    mixinCalls()
    expect(await parley(['drop-copies', '--user', `mixin:user:${x.userId}`])).toEqual({
      code: 0,
      stdout: 'drop-copies: done\n',
      stderr: '',
    })
    await query(MIREL)
    expect(mixinCalls()).toEqual(['POST /users/fetch'])

    expect((await parley(['close-network', '--network', 'mixin', '--seconds', '600'])).code).toBe(0)
    expect((await parley(['drop-copies', '--everything', '--json'])).stdout).toContain('"complete": true')
    expect((await query(MIREL)).codes).toEqual(['UPSTREAM_UNAVAILABLE'])
    expect((await parley(['state'])).stdout).toMatch(
      /^mixin: CLOSED by an operator \d+ s ago, for \d+ min more$/m,
    )
    expect((await parley(['open-network', '--network', 'mixin'])).code).toBe(0)
    expect((await query(MIREL)).codes).toEqual([])
    const actions = lines().filter(({ event, action }) => event === 'admin' && action !== 'state')
    expect(actions.map(({ action }) => action)).toEqual([
      'drop-copies',
      'close-network',
      'drop-copies',
      'open-network',
    ])
  })

  it.each([
    [['drop-copies'], {}, 2, '--user or --everything is missing.'],
    [['drop-copies', '--user', 'somebody'], {}, 1, 'user: must be the global id of a user'],
    [['state'], { ADMIN_TOKEN: 'another-token-of-32-characters-and-more' }, 1, 'Send ADMIN_TOKEN as'],
    [['state'], { ADMIN_PORT: '' }, 1, 'ADMIN_PORT is not set'],
    [['state'], { ADMIN_TOKEN: 'short' }, 1, 'ADMIN_TOKEN must be 32 to 1024'],
  ])('%j %j exits with %i and says why', async (args, env, code, message) => {
    const answer = await parley(args, env)
    expect(answer).toMatchObject({ code, stdout: '' })
    expect(answer.stderr).toContain(message)
    expect(answer.stderr).not.toContain(ADMIN_TOKEN)
    const json = await parley([...args, '--json'], env)
    expect(json).toMatchObject({ code, stderr: '' })
    expect(JSON.parse(json.stdout)).toEqual({ problems: [expect.stringContaining(message)] })
  })

  it('says where it has looked for a gateway in vain', async () => {
    const free = String(await freePort())
    const { code, stderr } = await parley(['state'], { ADMIN_PORT: free })
    expect(code).toBe(1)
    expect(stderr).toContain(`No gateway has its admin port at http://127.0.0.1:${free} (ECONNREFUSED).`)
  })

  it('needs the new token once the settings were read again, and only this', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-admin-'))
    const file = join(folder, 'token')
    const next = 'the-next-token-of-32-characters-or-more'
    await writeFile(file, `${ADMIN_TOKEN}\n`)
    const adminPort = String(await freePort())
    const second = runGateway({ SANDBOX: '1', ADMIN_PORT: adminPort, ADMIN_TOKEN_FILE: file })
    await second.ready
    const stateBy = async (token: string) =>
      (await adminClient(`http://127.0.0.1:${adminPort}`, token).fetch('/state')).status
    expect([await stateBy(ADMIN_TOKEN), await stateBy(next)]).toEqual([200, 401])
    await writeFile(file, next)
    second.signal('SIGHUP')
    await vi.waitFor(async () =>
      expect([await stateBy(ADMIN_TOKEN), await stateBy(next)]).toEqual([401, 200]),
    )
    second.signal('SIGTERM')
    expect(await second.exited).toBe(0)
    expect(second.lines.join()).not.toContain(next)
    await rm(folder, { recursive: true })
  })

  it('a port in use stops the start and is named', async () => {
    const second = runGateway({ SANDBOX: '1', ADMIN_PORT: port, ADMIN_TOKEN })
    expect(await second.exited).toBe(1)
    expect(second.stderr()).toContain(
      `cannot listen on 127.0.0.1:${port} (ADMIN_HOST, ADMIN_PORT): the port is in use`,
    )
  })
})
