import { Pool } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { everyQuery } from '../../integration/shield/every-query.ts'
import { marksIn } from '../../integration/shield/marking-dispatcher.ts'
import { argumentsOf } from '../../integration/shield/query-arguments.ts'
import { sandboxSettings } from '../../integration/shield/stage.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { draws } from '../../support/draws.ts'
import { watchPaths } from '../../support/paths.ts'
import { seededRandom, takeClock, type TestClock } from '../../support/time.ts'
import { createViewers, type Viewer } from './viewers.ts'

const PARALLEL = 64

let clock: TestClock
let sandbox: Sandbox
beforeAll(async () => {
  clock = takeClock()
  sandbox = await startSandbox({ clock: clock.now })
})
afterAll(async () => {
  await sandbox.close()
  clock.release()
})

const setFaults = (kind?: 'hang-up-before' | '429'): void => {
  for (const { control } of [sandbox.mixin, sandbox.sealtalk]) {
    control.clearFaults()
    if (kind) control.setFault({ endpoint: '*', kind })
  }
}

/** Path and requests in each of five states of the networks. Fewer than 500 meet too little that is kept. */
describe.each([
  ['yoga', 'yoga', draws(500, 100)],
  ['short for a document that it knows', '', draws(500, 500)],
])('of viewers who share connections, where the path is %s,', (_, path, requests) => {
  let gateway: TestGateway
  let pool: Pool
  let viewers: readonly Viewer[]
  let documents: readonly string[]
  const random = seededRandom(11)

  beforeAll(async () => {
    const { dispatcher, signIn } = createViewers(sandbox)
    gateway = await startGateway({
      // Neither budget, breaker nor a slow machine is to keep an answer from being looked at.
      env: {
        ...sandboxSettings(sandbox),
        PARLEY_PATH: path,
        MIXIN_NUMBER_RATE: '1000',
        MIXIN_SEARCH_RATE: '1000',
        LIMIT_BUSY_REQUESTS: '512',
      },
      clock,
      dispatcher,
      sleep: () => Promise.resolve(),
    })
    viewers = await signIn(gateway)
    documents = everyQuery(gateway.gateway.schema, argumentsOf(sandbox), 2).map(({ document }) => document)
    pool = new Pool(gateway.url, { connections: PARALLEL, pipelining: 1 })
  })
  afterAll(async () => {
    await pool.close()
    await gateway.close()
  })

  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** Answers that show something of the asker's own; the marks are there to be found. */
  let owned = 0
  const leaks: string[] = []

  const askOne = async (index: number): Promise<void> => {
    const [viewer, query] = [pick(viewers), pick(documents)]
    const requestId = `request-${index}`
    const headers = {
      ...viewer.headers,
      'x-request-id': requestId,
      // Answers with a trace are never kept.
      ...(index % 5 === 0 && { 'x-parley-trace': '1' }),
    }
    const question =
      index % 8 === 0
        ? { method: 'GET' as const, path: `/graphql?query=${encodeURIComponent(query)}`, headers }
        : {
            method: 'POST' as const,
            path: '/graphql',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify({ query }),
          }
    const answer = await pool.request(question)
    const body = await answer.body.text()
    const marks = marksIn(body + JSON.stringify(answer.headers))
    const foreign = marks.filter((mark) => !viewer.own.has(mark) && mark !== 'nobody')
    if (foreign.length > 0) leaks.push(`${viewer.name} got ${foreign.join()}’s: ${query.slice(0, 80)}`)
    if (answer.headers['x-request-id'] !== requestId) leaks.push(`${viewer.name} got another’s answer`)
    if (marks.some((mark) => viewer.own.has(mark))) owned += 1
  }

  const askAll = async (): Promise<void> => {
    let next = 0
    const work = async (): Promise<void> => {
      while (next < requests) await askOne(next++)
    }
    await Promise.all(Array.from({ length: PARALLEL }, work))
  }

  it.each([
    ['while nothing is known yet', 0, undefined],
    ['out of copies that are past their time', 60_000, undefined],
    ['while every call is refused for the time being', 30 * 60_000, '429'],
    ['while every call is cut', 30 * 60_000, 'hang-up-before'],
    ['when the networks are back', 30 * 60_000, undefined],
  ] as const)(
    'none is shown what was fetched for another %s',
    async (_, ms, fault) => {
      clock.advance(ms)
      setFaults(fault)
      owned = 0
      const watch = watchPaths(gateway.gateway)

      await askAll()

      expect(leaks).toEqual([])
      // A node is asked for as each kind of thing that it may be.
      expect(owned).toBeGreaterThan(requests * 0.38)
      expect((await watch.count('fast')) > requests / 4).toBe(path !== 'yoga')
      // Responses with stale entries are not cached.
      expect((await watch.count('response-cache')) > requests / 20).toBe(
        path !== 'yoga' && fault === undefined,
      )
      watch.stop()
    },
    60_000,
  )

  it('no line of the log and no metric shows what was fetched for anyone', async () => {
    const { body } = await gateway.gateway.metrics.render()

    expect(gateway.logged.length).toBeGreaterThan(100)
    expect(marksIn(gateway.logged.join(''))).toEqual([])
    expect(marksIn(body)).toEqual([])
  })
})
