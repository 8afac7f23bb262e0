import { describe, expect, it, vi } from 'vitest'
import { createModelCache } from '../../../src/datasources/loading/model-cache.ts'
import { createResponseCacheStep } from '../../../src/execution/response-cache-step.ts'
import type { PipelineRequest, PipelineResponse } from '../../../src/execution/step.ts'
import { createCacheDependencies } from '../../../src/request/cache-dependencies.ts'
import { createViewerScope } from '../../../src/request/scope.ts'
import { createFinisher } from '../../../src/response/finish.ts'
import { createResponseCache } from '../../../src/response/response-cache.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { clockOf } from '../../support/time.ts'

const clock = clockOf(() => 0)
const metrics = createMetrics()
const log = createLog({ level: 'silent' })
const JSON_TYPE = ['content-type', 'application/json; charset=utf-8'] as const

const createStep = () => {
  const models = createModelCache(1_000_000, clock)
  const cache = createResponseCache({ maxBytes: 1_000_000, models, clock, viewerScope: createViewerScope() })
  const finisher = createFinisher({ log, metrics, suggestions: true })
  return createResponseCacheStep({ cache, finisher, metrics })
}

const unused = (): never => {
  throw new Error('a cached response needs neither the parsed body nor data sources')
}

const requestOf = (over: Partial<PipelineRequest> = {}): PipelineRequest => ({
  url: 'http://gateway/graphql',
  body: Buffer.from('{"query":"{ __typename }"}'),
  accepted: { headers: JSON_TYPE, accept: 'application/json', asEvents: false },
  caller: {
    authorization: undefined,
    apiKey: 'absent',
    sealtalkSession: undefined,
    address: undefined,
    identity: 'test',
  },
  isTraced: false,
  span: undefined,
  parameters: unused,
  incoming: unused,
  ...over,
})

const executed = (): PipelineResponse => {
  const dependencies = createCacheDependencies()
  const entry = { scope: 'bot:a', kind: 'users', id: '1', order: 1, isEvicted: false }
  dependencies.add(entry, 1_000)
  const body = '{"data":{}}'
  const cacheable = { body, isSecret: true, operationName: undefined, dependencies }
  return { path: 'fast', status: 200, headers: JSON_TYPE, body, isSecret: true, freshMs: 0, cacheable }
}

describe('the response cache', () => {
  it('responds in the same tick, and parses nothing, once a request has been seen twice', async () => {
    const step = createStep()
    const next = vi.fn(async () => executed())
    await step(requestOf(), next)
    await step(requestOf(), next)

    expect(step(requestOf(), next)).toEqual({
      path: 'response-cache',
      status: 200,
      headers: JSON_TYPE,
      body: '{"data":{}}',
      isSecret: true,
      freshMs: 0,
    })
    expect(next).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['a GET', { body: undefined }],
    ['a traced request', { isTraced: true }],
  ])('is skipped by %s', async (_, over) => {
    const step = createStep()
    const next = vi.fn(async () => executed())
    for (let time = 0; time < 3; time += 1) await step(requestOf(), next)
    const response = executed()

    expect(step(requestOf(over), () => response)).toBe(response)
  })

  it('stores no response that a step does not offer', async () => {
    const step = createStep()
    const next = vi.fn(async (): Promise<PipelineResponse> => ({ ...executed(), cacheable: undefined }))
    for (let time = 0; time < 4; time += 1) await step(requestOf(), next)

    expect(next).toHaveBeenCalledTimes(4)
  })
})
