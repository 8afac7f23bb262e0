import { startSandbox } from '../../../sandbox/index.ts'
import { PEOPLE, sandboxSettings } from '../../integration/shield/stage.ts'
import { ask, runGateway } from '../../support/gateway-process.ts'

const MOST_IN_PROGRESS = 40
/** So long that a busy machine does not matter. */
const UPSTREAM_MS = 800
/** Reads a second: less than half of the places are taken then. */
const NORMAL = 20
const TIMES = 10

export interface Ended {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: unknown
  readonly ms: number
}

export interface Flood {
  readonly usual: readonly Ended[]
  readonly flooded: readonly Ended[]
  readonly recovered: readonly Ended[]
  /** HTTP statuses of the health checks in the middle of it. */
  readonly health: readonly number[]
  /** Bytes by which the process has grown. */
  readonly grown: number
}

export const accepted = (ends: readonly Ended[]): Ended[] => ends.filter(({ status }) => status === 200)

/** Milliseconds within which 99 of 100 that were let in had their answers. */
export const slowest = (ends: readonly Ended[]): number => {
  const times = accepted(ends)
    .map(({ ms }) => ms)
    .toSorted((one, other) => one - other)
  return times[Math.ceil(times.length * 0.99) - 1] ?? Infinity
}

/** Asks at a steady rate, however long each takes. */
const askFor = async (perSecond: number, seconds: number, one: () => Promise<Ended>): Promise<Ended[]> => {
  const ends: Promise<Ended>[] = []
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const startedAt = performance.now()
  const timer = setInterval(() => {
    const due = Math.min(seconds, (performance.now() - startedAt) / 1000) * perSecond
    while (ends.length < Math.floor(due)) ends.push(one())
    if (ends.length >= perSecond * seconds) resolve()
  }, 10)
  await over
  clearInterval(timer)
  return Promise.all(ends)
}

const residentBytes = async (graphql: string): Promise<number> => {
  const metrics = await (await fetch(new URL('/metrics', graphql))).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1])
}

/** A gateway that is asked as usual, then ten times as often for two seconds, then as usual again. */
export const flood = async (): Promise<Flood> => {
  const sandbox = await startSandbox()
  sandbox.mixin.control.setFault({ kind: 'latency', latencyMs: UPSTREAM_MS })
  const gateway = runGateway({
    ...sandboxSettings(sandbox),
    LIMIT_CONCURRENT_REQUESTS: String(MOST_IN_PROGRESS),
    // Each request is to take as long as the network does.
    CACHE_MAX_BYTES: '0',
  })
  try {
    const { graphql } = await gateway.ready
    let asked = 0
    const readOne = async (): Promise<Ended> => {
      const { userId } = PEOPLE[asked++ % PEOPLE.length] ?? {}
      const startedAt = performance.now()
      const response = await ask(graphql, `{ user(by: { mixinUserId: "${userId}" }) { name } }`)
      const body: unknown = await response.json()
      const { status, headers } = response
      return { status, retryAfter: headers.get('retry-after'), body, ms: performance.now() - startedAt }
    }
    // What is compared is not its first second.
    await askFor(NORMAL, 1, readOne)
    const usual = await askFor(NORMAL, 1, readOne)
    const before = await residentBytes(graphql)
    const flooding = askFor(TIMES * NORMAL, 2, readOne)
    const health = await Promise.all(
      ['/health/live', '/health/ready'].map((path) => fetch(new URL(path, graphql))),
    )
    const flooded = await flooding
    const grown = (await residentBytes(graphql)) - before
    const recovered = await askFor(NORMAL, 1, readOne)
    return { usual, flooded, recovered, health: health.map(({ status }) => status), grown }
  } finally {
    gateway.signal('SIGKILL')
    await gateway.exited
    await sandbox.close()
  }
}
