import { afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../../sandbox/mixin/examples.ts'
import type { RequestSpan } from '../../../../src/telemetry/spans/span.ts'
import { MANY_FETCHES } from '../../../../src/datasources/loading/batch-timing.ts'
import { createBatcherStage, endTurns, fakeTurns } from '../../../unit/datasources/loading/batcher-stage.ts'
import { openStage, type Stage } from '../../shield/stage.ts'
import { recordSpans } from '../../../support/recorded-spans.ts'

const recorder = recordSpans()

const begin = (id: string): RequestSpan => {
  const span = recorder.spans.request({}, id)
  if (!span) throw new Error('it is not recorded')
  return span
}

let stage: Stage | undefined
afterEach(async () => {
  vi.useRealTimers()
  await stage?.close()
  stage = undefined
  recorder.forget()
})

const userBy = (id: string) => `{ user(by: { mixinUserId: "${id}" }) { name } }`

/** Each in a trace of its own, in one turn of the event loop. */
const askTogether = async (open: Stage, documents: readonly string[]) => {
  const spans = documents.map((_, index) => begin(`request ${index}`))
  await Promise.all(documents.map((document, index) => open.ask(document, { span: spans[index] })))
  for (const span of spans) span.end(200)
}

/** The one fetch, and the waits for it: in traces that began at the same time, so in no order. */
const sharedFetch = () => {
  const all = recorder.named('fetch user')
  const isWait = ({ attributes }: (typeof all)[number]) => attributes['parley.coalesced'] === true
  return { own: all.find((span) => !isWait(span)), others: all.filter(isWait) }
}

describe('a batch that several requests wait for', () => {
  it('is in the trace of the first; the others have a span with a link to it', async () => {
    stage = await openStage()

    await askTogether(stage, [userBy(x.userId), userBy(x.userId), userBy(x.userId)])

    expect(recorder.tree()).toEqual([
      'query',
      '  fetch user',
      '    POST /users/fetch',
      'query',
      '  fetch user',
      'query',
      '  fetch user',
    ])
    const { own, others } = sharedFetch()
    expect(own).toMatchObject({ links: [], attributes: { 'parley.keys': 1 } })
    expect(others.map(({ links }) => links)).toEqual([[own?.spanId], [own?.spanId]])
    expect(new Set([own, ...others].map((span) => span?.traceId)).size).toBe(3)
    expect(stage.calls()).toEqual(['POST /users/fetch'])
  })

  it('counts the keys of all of them', async () => {
    stage = await openStage()

    await askTogether(stage, [userBy(x.userId), userBy(x.cnbBotId)])

    const { own, others } = sharedFetch()
    expect(own?.attributes).toMatchObject({ 'parley.keys': 2 })
    expect(others.map(({ links }) => links)).toEqual([[own?.spanId]])
    expect(recorder.named('POST /users/fetch')[0]?.attributes).toMatchObject({ 'parley.ids': 2 })
  })

  it('fails in the trace of each', async () => {
    stage = await openStage()
    stage.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html' })

    await askTogether(stage, [userBy(x.userId), userBy(x.userId)])

    expect(recorder.named('query').map(({ error }) => error)).toEqual(Array(2).fill('UPSTREAM_UNAVAILABLE'))
    expect(recorder.named('fetch user').map(({ error }) => error)).toEqual(
      Array(2).fill('UPSTREAM_UNAVAILABLE'),
    )
  })

  it('belongs to the first request that is sampled, even if that joined later', async () => {
    fakeTurns()
    const { ask, fetches, answerAll } = createBatcherStage()
    const unrecorded = ask(['a'], { context: { id: 'unrecorded' } })
    await endTurns()
    const span = begin('recorded')

    const recorded = ask(['a'], { context: { id: 'recorded', span } })
    answerAll()
    await Promise.all([unrecorded, recorded])

    const [own] = recorder.named('fetch user')
    expect(own).toMatchObject({ parentId: span.ids.spanId, links: [] })
    expect(own?.attributes).not.toHaveProperty('parley.waited_ms')
    expect(fetches.map(({ context }) => context.span?.ids.spanId)).toEqual([own?.spanId])
  })

  it('has one span per request, which ends when the client disconnects', async () => {
    fakeTurns()
    const { ask, answerAll } = createBatcherStage()
    const leaving = new AbortController()
    const context = { id: 'first', span: begin('first') }
    const first = [ask(['a'], { context }), ask(['b'], { context })]
    const second = ask(['a'], {
      context: { id: 'second', span: begin('second'), signal: leaving.signal },
    })
    await endTurns()

    leaving.abort()
    await second

    expect(recorder.recorded().map(({ name, error }) => [name, error])).toEqual([
      ['fetch user', 'UPSTREAM_UNAVAILABLE'],
    ])
    answerAll()
    await Promise.all(first)
    expect(recorder.recorded()).toHaveLength(2)
  })

  it('records how long it gathered keys', async () => {
    fakeTurns()
    const { ask, answerAll } = createBatcherStage()
    for (let key = 0; key < MANY_FETCHES; key += 1) {
      void ask([`key ${key}`])
      await endTurns()
    }

    const later = ask(['another'], { context: { id: 'later', span: begin('later') } })
    await vi.advanceTimersByTimeAsync(100)
    answerAll()
    await endTurns()
    answerAll()
    await later

    const waitedMs = Number(recorder.named('fetch user')[0]?.attributes['parley.waited_ms'])
    expect(waitedMs).toBeGreaterThanOrEqual(100)
    expect(waitedMs).toBeLessThan(110)
  })

  it('is a child of the request whose entry it revalidates, even after the response', async () => {
    stage = await openStage()
    await stage.ask(userBy(x.userId))
    stage.clock.advance(60_000)
    const span = begin('answered from a copy')

    await stage.ask(userBy(x.userId), { span })
    span.end(200)

    await vi.waitFor(() =>
      expect(recorder.tree()).toEqual(['query', '  fetch user', '    POST /users/fetch']),
    )
  })
})
