import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'undici'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { ask, type GatewayProcess, type Ready, runGateway } from '../../support/gateway-process.ts'
import { connect } from '../../support/one-connection.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const search = (number: number) =>
  `{ user(by: { mixinPhone: { region: "999", number: "00000${number}" } }) { upstreamId } }`
/** Somebody whom nobody has asked for before. */
const someone = () => `{ user(by: { mixinUserId: "${randomUUID()}" }) { name } }`
const VIEWER = '{ viewer { sealtalk { user { id } } } }'

const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.trim().split(' ').map(Number)
}

/** Chosen, since workers that are all replaced at once would choose another. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a gateway with WORKERS=3', () => {
  let sandbox: Sandbox
  let gateway: GatewayProcess
  let ready: Ready
  let open: ReturnType<typeof connect>[] = []

  /** Connections to all workers in turn. */
  const connectAll = (count: number) => {
    const connections = Array.from({ length: count }, () => connect(ready.address))
    open.push(...connections)
    return connections
  }
  const lines = () => gateway.lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const calls = (): string[] => {
    const { control } = sandbox.mixin
    const { recent } = control.calls()
    control.resetCalls()
    return recent.map(({ endpoint }) => endpoint)
  }
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${ready.address}/metrics`)).text()
    const line = text.split('\n').find((one) => one.startsWith(`${name} `))
    return Number(line?.slice(name.length + 1))
  }
  /** Which worker made each upstream call, from the log. */
  const workersOfCalls = (from: number): number[] =>
    lines()
      .slice(from)
      .filter(({ msg }) => msg === 'upstream call')
      .map(({ worker }) => Number(worker))
  const pidsOfWorkers = () => childrenOf(gateway.pid)
  /** As many connections to each worker. On a busy machine, those dealt in turn may reach one worker twice. */
  const connectToEach = async (count: number) => {
    const ofWorkers = new Map<number, ReturnType<typeof connect>[]>()
    const all = () => [...ofWorkers.values()].flat()
    while (all().length < 3 * count) {
      const from = gateway.lines.length
      const [one] = connectAll(1)
      await one?.query(someone())
      await vi.waitFor(() => expect(workersOfCalls(from)).toHaveLength(1))
      const [worker = 0] = workersOfCalls(from)
      const known = ofWorkers.get(worker) ?? []
      if (one && known.length < count) ofWorkers.set(worker, [...known, one])
      else await one?.close()
    }
    return all()
  }

  beforeAll(async () => {
    sandbox = await startSandbox()
    gateway = runGateway({
      ...sandboxSettings(sandbox.mixin),
      SEALTALK_API_URL: sandbox.sealtalk.url,
      PORT: String(await freePort()),
      WORKERS: '3',
      LOG_LEVEL: 'debug',
      MIXIN_SEARCH_RATE: '0.001',
    })
    ready = await gateway.ready
  })
  afterAll(async () => {
    gateway.signal('SIGKILL')
    await gateway.exited
    await sandbox.close()
  })
  beforeEach(() => {
    sandbox.mixin.control.reset()
  })
  afterEach(async () => {
    await Promise.all(open.map((one) => one.close()))
    open = []
  })

  it('is ready once, with one address', async () => {
    expect(lines().filter(({ msg }) => msg === 'Parley is ready')).toMatchObject([{ workers: 3 }])
    await vi.waitFor(() => expect(gateway.stderr().match(/Parley is ready/g)).toHaveLength(1))
  })

  it('spreads connections over the workers within a fifth', async () => {
    const from = gateway.lines.length
    const connections = connectAll(30)
    // One after another, so that each is accepted before the next.
    for (const { query } of connections) await query(someone())
    await vi.waitFor(() => expect(workersOfCalls(from)).toHaveLength(30))
    const counts = [1, 2, 3].map((worker) => workersOfCalls(from).filter((one) => one === worker).length)
    for (const count of counts) expect(Math.abs(count - 10)).toBeLessThanOrEqual(2)
  })

  it('keeps a storm on all workers inside one budget', async () => {
    const connections = connectAll(12)
    const storm = connections.flatMap(({ query }, index) =>
      Array.from({ length: 10 }, (_, time) => query(search(40_000 + index * 10 + time))),
    )
    const answers = await Promise.all(storm)
    expect(calls()).toEqual(Array(3).fill('GET /search/:q'))
    expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(3)
    expect(answers.filter(({ codes }) => codes[0] === 'RATE_LIMITED')).toHaveLength(117)
  })

  it('refuses at every worker what was logged out at one', async () => {
    const connections = connectAll(3)
    const [lin] = sandbox.sealtalk.credentials.accounts
    const input = `{ phone: { region: "${lin.region}", number: "${lin.phone}" }, password: "${lin.password}" }`
    const login = await connections[0]?.query(`mutation { login(input: ${input}) { userId } }`)
    const cookie = String(login?.headers['set-cookie']).split(';')[0] ?? ''
    for (const { query } of connections) expect((await query(VIEWER, { cookie })).codes).toEqual([])

    await connections[1]?.query('mutation { logout { loggedOut } }', { cookie })
    for (const { query } of connections) {
      expect((await query(VIEWER, { cookie })).codes).toEqual(['UNAUTHENTICATED'])
    }
  })

  it('shows at every worker what was changed at one', async () => {
    const connections = connectAll(3)
    for (const { query } of connections) await query(GROUP)
    for (const [index, { query }] of connections.entries()) {
      const name = `Name ${index}`
      await query(
        `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "${name}" }) { conversation { name } } }`,
      )
      const seen = await Promise.all(connections.map((one) => one.query(GROUP)))
      expect(seen.map(({ data }) => data)).toEqual(connections.map(() => ({ conversation: { name } })))
    }
  })

  it('has the sums of all workers in one scrape', async () => {
    const name = 'parley_request_duration_seconds_count{kind="query",outcome="ok"}'
    const connections = connectAll(3)
    for (const { query } of connections) await query('{ __typename }')
    const before = await metric(name)
    for (const { query } of connections) await query('{ __typename }')
    expect(await metric(name)).toBe(before + 3)
    expect(await metric('parley_workers')).toBe(3)
  })

  it('closes connections that a killed worker has not accepted, so that their clients need not wait', async () => {
    const [pid = 0] = await pidsOfWorkers()
    process.kill(pid, 'SIGSTOP')
    // One of them is given to the worker that stands still.
    let answered = 0
    const asked = connectAll(3).map(({ query }) =>
      query('{ __typename }').then(
        () => void (answered += 1),
        () => 'lost' as const,
      ),
    )
    await vi.waitFor(() => expect(answered).toBe(2), { timeout: 10_000 })
    process.kill(pid, 'SIGKILL')
    expect((await Promise.all(asked)).filter((one) => one === 'lost')).toHaveLength(1)
    await vi.waitFor(async () => expect(await pidsOfWorkers()).toHaveLength(3), { timeout: 15_000 })
    await vi.waitFor(async () => expect(await metric('parley_workers')).toBe(3), { timeout: 15_000 })
  })

  it('loses no other worker’s request when one is killed, and replaces it', async () => {
    const before = await pidsOfWorkers()
    expect(before).toHaveLength(3)
    const connections = await connectToEach(2)
    sandbox.mixin.control.resetCalls()
    sandbox.mixin.control.setFault({ endpoint: '*', kind: 'latency', latencyMs: 1_000 })
    const from = gateway.lines.length
    const asked = someone()
    const running = connections.map(({ query }) => query(asked).catch(() => 'lost' as const))
    await vi.waitFor(() => expect(sandbox.mixin.control.calls().total).toBe(3))
    process.kill(before[0] ?? 0, 'SIGKILL')

    const answers = await Promise.all(running)
    expect(answers.filter((answer) => answer === 'lost')).toHaveLength(2)
    expect(answers.filter((answer) => answer !== 'lost' && answer.codes.length === 0)).toHaveLength(4)
    sandbox.mixin.control.clearFaults()

    await vi.waitFor(async () => expect(await metric('parley_workers')).toBe(3), {
      timeout: 10_000,
      interval: 50,
    })
    const after = await pidsOfWorkers()
    expect(after.filter((pid) => !before.includes(pid))).toHaveLength(1)
    expect(
      lines()
        .slice(from)
        .filter(({ msg }) => msg === 'a worker has ended and is replaced'),
    ).toMatchObject([{ end: 'SIGKILL' }])
    expect(
      (await Promise.all(connectAll(3).map(({ query }) => query(GROUP)))).map(({ codes }) => codes),
    ).toEqual([[], [], []])
  })

  it('knows after a replacement what was logged out before', async () => {
    const [first] = connectAll(1)
    const [lin] = sandbox.sealtalk.credentials.accounts
    const input = `{ phone: { region: "${lin.region}", number: "${lin.phone}" }, password: "${lin.password}" }`
    const login = await first?.query(`mutation { login(input: ${input}) { userId } }`)
    const cookie = String(login?.headers['set-cookie']).split(';')[0] ?? ''
    await first?.query('mutation { logout { loggedOut } }', { cookie })
    for (const pid of await pidsOfWorkers()) process.kill(pid, 'SIGKILL')
    await vi.waitFor(async () => expect(await metric('parley_workers')).toBe(3), {
      timeout: 60_000,
      interval: 100,
    })
    const answer = await (await ask(ready.graphql, VIEWER, { cookie })).json()
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  }, 90_000)

  it('ignores signals to a worker, and on SIGTERM lets all finish', async () => {
    for (const pid of await pidsOfWorkers()) process.kill(pid, 'SIGTERM')
    const connections = await connectToEach(2)
    sandbox.mixin.control.resetCalls()
    sandbox.mixin.control.setFault({ endpoint: '*', kind: 'latency', latencyMs: 1_000 })
    const asked = someone()
    const running = connections.map(({ query }) => query(asked))
    await vi.waitFor(() => expect(sandbox.mixin.control.calls().total).toBeGreaterThan(0))
    const pids = await pidsOfWorkers()
    gateway.signal('SIGTERM')

    for (const { codes } of await Promise.all(running)) expect(codes).toEqual([])
    expect(await gateway.exited).toBe(0)
    await expect(fetch(ready.address)).rejects.toThrow('fetch failed')
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})

describe('a gateway with WORKERS=2', () => {
  it('evens out connections that stay open, and loses no request', async () => {
    const gateway = runGateway({ WORKERS: '2', LOG_REQUESTS: '1' })
    const { address } = await gateway.ready
    const connections = Array.from({ length: 20 }, () => connect(address))
    let round = 0
    /** Uses each connection once. Returns which worker had it. */
    const useAll = async (): Promise<number[]> => {
      round += 1
      const ids = connections.map((_, index) => `round-${round}-${index}`)
      for (const [index, { query }] of connections.entries()) {
        const { data } = await query('{ __typename }', { 'x-request-id': ids[index] ?? '' })
        expect(data).toEqual({ __typename: 'Query' })
      }
      const linesOf = (id: string) => gateway.lines.filter((line) => line.includes(`"requestId":"${id}"`))
      await vi.waitFor(() => expect(ids.flatMap(linesOf)).toHaveLength(ids.length))
      return ids.flatMap(linesOf).map((line) => (JSON.parse(line) as { worker: number }).worker)
    }
    const workers = await useAll()
    expect(workers.filter((worker) => worker === 1)).toHaveLength(10)

    // The clients of the first worker leave, but for two.
    const leaving = connections.filter((_, index) => workers[index] === 1).slice(2)
    for (const one of leaving) await one.close()
    connections.splice(0, connections.length, ...connections.filter((one) => !leaving.includes(one)))
    await vi.waitFor(
      async () => {
        const ofFirst = (await useAll()).filter((worker) => worker === 1).length
        expect(Math.abs(ofFirst - 6)).toBeLessThanOrEqual(1)
      },
      { timeout: 15_000, interval: 100 },
    )
    for (const one of connections) await one.close()
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)
  })

  it('ends all of them when its primary process is killed', async () => {
    const gateway = runGateway({ WORKERS: '2' })
    await gateway.ready
    const pids = await childrenOf(gateway.pid)
    expect(pids).toHaveLength(2)
    gateway.signal('SIGKILL')
    // Its output ends with the last process that holds it.
    expect(await gateway.exited).toBe('SIGKILL')
    for (let tries = 0; tries < 100 && pids.some(isAlive); tries += 1) await sleep(20)
    expect(pids.filter(isAlive)).toEqual([])
  })

  it('controls its sandbox, and forgets, at every worker', async () => {
    const gateway = runGateway({ WORKERS: '2' })
    const { address } = await gateway.ready
    const connections = [connect(address), connect(address)]
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    const act = async (action: object) => {
      const response = await fetch(`${address}/graphql/sandbox`, {
        method: 'POST',
        headers,
        body: JSON.stringify(action),
      })
      return response.json() as Promise<{ networks: { calls: { total: number } }[] }>
    }
    const total = async () => (await act({ action: 'forget' })).networks[0]?.calls.total
    for (const { query } of connections) expect((await query(GROUP)).codes).toEqual([])
    const before = Number(await total())
    for (const { query } of connections) await query(GROUP)
    expect(await total()).toBe(before + 2)
    expect(await act({ action: 'nonsense' })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    })

    await act({ action: 'faults', network: 'MIXIN', faults: [{ kind: '500', endpoint: '*' }] })
    await act({ action: 'forget' })
    for (const { query, close } of connections) {
      expect((await query(GROUP)).codes).toEqual(['UPSTREAM_UNAVAILABLE'])
      await close()
    }
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)
  })

  it('serves the metrics of all on METRICS_PORT', async () => {
    const gateway = runGateway({ WORKERS: '2', METRICS_PORT: '0' })
    const { address } = await gateway.ready
    const ports = gateway.lines
      .map((line) => JSON.parse(line) as { msg: string; port?: number })
      .filter(({ msg }) => msg === 'metrics are served on a separate port')
      .map(({ port }) => port)
    expect(new Set(ports).size).toBe(1)
    const text = await (await fetch(`http://127.0.0.1:${ports[0]}/metrics`)).text()
    expect(text).toContain('parley_workers 2')
    expect((await fetch(`${address}/metrics`)).status).toBe(404)
    gateway.signal('SIGKILL')
    await gateway.exited
  })

  it('serves on a socket, which the next gateway replaces after a kill', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-workers-'))
    const env = { WORKERS: '2', HOST: `unix:${folder}/parley.sock` }
    const query = async (): Promise<unknown> => {
      const client = new Client('http://localhost', { socketPath: `${folder}/parley.sock` })
      const body = JSON.stringify({ query: '{ __typename }' })
      const headers = { 'content-type': 'application/json' }
      const response = await client.request({ method: 'POST', path: '/graphql', headers, body })
      const answer = await response.body.json()
      await client.close()
      return answer
    }
    const killed = runGateway(env)
    await killed.ready
    expect(await query()).toEqual({ data: { __typename: 'Query' } })
    killed.signal('SIGKILL')
    await killed.exited

    const next = runGateway(env)
    await next.ready
    expect(await query()).toEqual({ data: { __typename: 'Query' } })
    next.signal('SIGTERM')
    expect(await next.exited).toBe(0)
    await rm(folder, { recursive: true })
  })

  it('does not start with a file that cannot be read, and says why once', async () => {
    const gateway = runGateway({ WORKERS: '2', TRUSTED_DOCUMENTS: '/no/such/file.json' })
    expect(await gateway.exited).toBe(1)
    expect(gateway.stderr().trim().split('\n')).toEqual([
      expect.stringContaining('cannot start'),
      expect.stringContaining('TRUSTED_DOCUMENTS'),
    ])
  })

  it('does not start on a port in use, and says so once', async () => {
    const first = runGateway({})
    const { address } = await first.ready
    const gateway = runGateway({ WORKERS: '2', PORT: new URL(address).port })
    expect(await gateway.exited).toBe(1)
    expect(gateway.stderr().match(/the port is in use/g)).toHaveLength(1)
    first.signal('SIGKILL')
    await first.exited
  })
})
