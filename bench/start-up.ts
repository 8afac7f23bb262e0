import { setTimeout as sleep } from 'node:timers/promises'
import type { Running } from './processes.ts'
import { readCpuMs, readRssBytes } from './process-usage.ts'
import { groupQuery, type Query, withToken } from './queries.ts'
import { type Spread, spread } from './statistics.ts'
import { createBuiltParley, startUpstream, type Target } from './targets.ts'

/** A start, an idle process, and the first queries. CPU is user and system time of all threads. */
export interface StartUp {
  readonly target: string
  readonly title: string
  /** Milliseconds from the start to the first response. */
  readonly readyMs: Spread
  readonly readyCpuMs: Spread
  readonly rssBytes: Spread
  /** CPU of the first query, a group of 50, in milliseconds. */
  readonly firstCpuMs: Spread
  /** CPU of each of the first queries after a minute without any, in milliseconds. */
  readonly afterIdleCpuMs: Spread
}

/** Idle milliseconds before memory is read, and between queries: garbage is collected behind the response. */
const IDLE_MS = 1_000
const BETWEEN_MS = 50
const LONG_IDLE_MS = 60_000
const GROUP = 50
/** Queries before the long idle time, and after it. */
const BUSY_QUERIES = 300
const FIRST_QUERIES = 5

const MEASURES = ['readyMs', 'readyCpuMs', 'rssBytes', 'firstCpuMs', 'afterIdleCpuMs'] as const
type Measures = Record<(typeof MEASURES)[number], number>

const send = async ({ url }: Running, { body, headers }: Query): Promise<void> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  const text = await response.text()
  if (!text.startsWith('{"data":') || text.includes('"errors":')) throw new Error(text.slice(0, 500))
}

const queryOf = (index: number): Query => withToken(groupQuery(GROUP, index), 0)

/** CPU per query, with what it leaves to be done after the response. */
const measureQueries = async (running: Running, count: number, from: number): Promise<number> => {
  const before = readCpuMs(running.pid)
  for (let index = 0; index < count; index += 1) {
    await send(running, queryOf(from + index))
    await sleep(BETWEEN_MS)
  }
  return (readCpuMs(running.pid) - before) / count
}

/** Starts a target, and returns what to do after the long idle time. */
const begin = async (target: Target, upstreamUrl: string) => {
  // Bare gateways of the bench have no caches of their own then; Parley is as shipped.
  const running = await target.start({ id: 'start-up', caches: target.name !== 'yoga' }, upstreamUrl)
  const { pid, readyMs } = running
  const readyCpuMs = readCpuMs(pid)
  await sleep(IDLE_MS)
  const rssBytes = readRssBytes(pid)
  const firstCpuMs = await measureQueries(running, 1, 0)
  for (let index = 0; index < BUSY_QUERIES; index += 1) await send(running, queryOf(index))
  return async (): Promise<Measures> => {
    const afterIdleCpuMs = await measureQueries(running, FIRST_QUERIES, BUSY_QUERIES)
    await running.stop()
    return { readyMs, readyCpuMs, rssBytes, firstCpuMs, afterIdleCpuMs }
  }
}

/** Starts Parley, as source and as built, and a bare Yoga alternately. They idle at the same time. */
export const measureStartUp = async (targets: readonly Target[], rounds: number): Promise<StartUp[]> => {
  const compared = targets.filter(({ name }) => name === 'yoga' || name.startsWith('parley'))
  if (compared.some(({ name }) => name === 'parley')) compared.push(await createBuiltParley())
  const upstream = await startUpstream(0)
  const started: { readonly target: Target; readonly end: () => Promise<Measures> }[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const target of compared) started.push({ target, end: await begin(target, upstream.url) })
  }
  await sleep(LONG_IDLE_MS)
  const measured = new Map<Target, Measures[]>(compared.map((target) => [target, []]))
  for (const { target, end } of started) measured.get(target)?.push(await end())
  await upstream.stop()
  return compared.map((target) => {
    const all = measured.get(target) ?? []
    const spreadOf = (name: keyof Measures): Spread => spread(all.map((one) => one[name]))
    const spreads = Object.fromEntries(MEASURES.map((name) => [name, spreadOf(name)])) as Record<
      keyof Measures,
      Spread
    >
    return { target: target.name, title: target.title, ...spreads }
  })
}
