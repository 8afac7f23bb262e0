import { beforeEach, describe, expect, it } from 'vitest'
import { createModelCache } from '../../../src/datasources/loading/model-cache.ts'
import { createCacheDependencies } from '../../../src/request/cache-dependencies.ts'
import type { Caller } from '../../../src/request/request.ts'
import { createViewerScope } from '../../../src/request/scope.ts'
import { createResponseCache, type ResponseCache } from '../../../src/response/response-cache.ts'
import { standingClock } from '../../support/time.ts'

const MAX_BYTES = 100_000
const clock = standingClock()
const caller: Caller = {
  authorization: undefined,
  apiKey: 'absent',
  sealtalkSession: undefined,
  address: undefined,
  identity: 'test',
}

let cache: ResponseCache
let store: (index: number, body?: string) => void
const bodyOf = (index: number): Buffer => Buffer.from(`${index}`)
const isStored = (index: number): boolean => cache.find(caller, bodyOf(index)) !== undefined

beforeEach(() => {
  const models = createModelCache(MAX_BYTES, clock)
  const ticket = models.begin()
  models.set('bot:1', 'user', '1', {}, ticket)
  const ref = models.get('bot:1', 'user', '1')?.ref
  if (!ref) throw new Error('the model is not cached')
  cache = createResponseCache({ maxBytes: MAX_BYTES, models, clock, viewerScope: createViewerScope() })
  store = (index, body = '{}') => {
    const dependencies = createCacheDependencies()
    dependencies.add(ref, clock.now() + 60_000)
    cache.store(caller, bodyOf(index), { body, isSecret: false, operationName: undefined, dependencies })
  }
})

describe('the memory of the response cache', () => {
  it('is bounded for responses', () => {
    for (let index = 0; index < 1_000; index += 1) {
      store(index, 'x'.repeat(600))
      store(index, 'x'.repeat(600))
    }

    const stored = Array.from({ length: 1_000 }, (_, index) => isStored(index)).filter(Boolean).length
    expect(stored).toBeGreaterThan(50)
    expect(stored).toBeLessThanOrEqual(100)
    expect(isStored(999)).toBe(true)
  })

  it('is bounded for requests that were seen once', () => {
    store(0)
    for (let index = 1; index < 1_000; index += 1) store(index)
    store(0)
    expect(isStored(0)).toBe(false)

    store(0)
    expect(isStored(0)).toBe(true)
  })

  it('has no place for one response that is as large as all of it', () => {
    for (let time = 0; time < 2; time += 1) store(0, 'x'.repeat(MAX_BYTES))

    expect(isStored(0)).toBe(false)
  })
})
