import { context, propagation, trace } from '@opentelemetry/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSpans } from '../../../../src/telemetry/spans/index.ts'
import { startGateway, type TestGateway } from '../../../support/gateway.ts'
import { botSettings, mockMixin, type SentRequest, wireUser } from '../../../support/mixin-upstream.ts'
import { recordSpans } from '../../../support/recorded-spans.ts'

const withoutSdk = createSpans()
const recorder = recordSpans()

const USER = 'a0000000-0000-4000-8000-000000000001'
const QUESTION = `{ user(by: { mixinUserId: "${USER}" }) { name } }`
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const PARENT = 'b7ad6b7169203331'

let gateway: TestGateway
let sent: readonly SentRequest[]
beforeEach(async () => {
  recorder.forget()
  const mixin = mockMixin(() => ({ body: { data: [wireUser(USER)] } }))
  sent = mixin.sent
  gateway = await startGateway({
    env: botSettings(),
    dispatcher: mixin.dispatcher,
    spans: recorder.spans,
  })
})
afterEach(() => gateway.close())

const askWith = (headers: Record<string, string>) => gateway.query(QUESTION, { headers })

describe('an SDK', () => {
  it('is looked up once; there are no spans without one', () => {
    expect(withoutSdk).toBeUndefined()
  })
})

describe('traceparent', () => {
  it('of a request is the parent of its span', async () => {
    await askWith({ traceparent: `00-${TRACE}-${PARENT}-01` })

    expect(recorder.named('query')).toEqual([expect.objectContaining({ traceId: TRACE, parentId: PARENT })])
    expect(new Set(recorder.recorded().map(({ traceId }) => traceId))).toEqual(new Set([TRACE]))
    expect(recorder.recorded()).toHaveLength(4)
  })

  it('with the sampled flag off records nothing', async () => {
    await askWith({ traceparent: `00-${TRACE}-${PARENT}-00` })

    expect(recorder.recorded()).toEqual([])
    expect(gateway.logged.join()).not.toContain('traceId')
  })

  it.each(['nonsense', `00-${'0'.repeat(32)}-${PARENT}-01`, `00-${TRACE}-${PARENT}-01-more`, ''])(
    'that is none, such as "%s", begins a trace of its own',
    async (traceparent) => {
      await askWith({ traceparent })

      const [request] = recorder.named('query')
      expect(request).toMatchObject({ parentId: undefined })
      expect(request?.traceId).not.toBe(TRACE)
    },
  )

  it('and related headers are not sent upstream', async () => {
    await askWith({ traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=b', baggage: 'c=d' })

    expect(sent.map(({ headers }) => Object.keys(headers).toSorted())).toEqual([
      ['accept', 'accept-encoding', 'authorization', 'content-type', 'user-agent', 'x-request-id'],
    ])
    expect(JSON.stringify(sent)).not.toContain(TRACE)
  })

  it('is ignored where a span of the operator is active', () => {
    const outer = trace.getTracer('an HTTP server').startSpan('POST /graphql')
    const inner = context.with(trace.setSpan(context.active(), outer), () =>
      recorder.spans.request({ traceparent: `00-${TRACE}-${PARENT}-01` }, 'a request'),
    )
    expect(inner?.ids.traceId).toBe(outer.spanContext().traceId)
  })

  it('is ignored where no propagator is registered', async () => {
    propagation.disable()

    await askWith({ traceparent: `00-${TRACE}-${PARENT}-01` })

    expect(recorder.named('query')[0]).toMatchObject({ parentId: undefined })
  })
})
