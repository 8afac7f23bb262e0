import { beforeEach, describe, expect, it } from 'vitest'
import { createModelCache } from '../../../src/datasources/loading/model-cache.ts'
import { createCacheDependencies, type EntryRef } from '../../../src/request/cache-dependencies.ts'
import type { Caller } from '../../../src/request/request.ts'
import type { ResponseBody } from '../../../src/context.ts'
import { ownCopy, release } from '../../../src/response/response-body.ts'
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
let ref: EntryRef
let store: (index: number, body?: ResponseBody, until?: number) => void
const nameOf = (index: number, by = caller): string => cache.nameOf(by, Buffer.from(`${index}`))
const isStored = (index: number): boolean => cache.find(nameOf(index)) !== undefined

beforeEach(() => {
  const models = createModelCache(MAX_BYTES, clock)
  const ticket = models.begin()
  models.set('bot:1', 'user', '1', {}, ticket)
  const entry = models.get('bot:1', 'user', '1')
  if (!entry) throw new Error('the model is not cached')
  ref = entry.ref
  cache = createResponseCache({ maxBytes: MAX_BYTES, models, clock, viewerScope: createViewerScope() })
  store = (index, body = '{}', until = clock.now() + 60_000) => {
    const dependencies = createCacheDependencies()
    dependencies.add(ref, until)
    cache.store(nameOf(index), caller, { body, isSecret: false, operationName: undefined, dependencies })
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

  it('is taken from the response that was sent least recently', () => {
    for (let index = 0; index < 200; index += 1) {
      for (let time = 0; time < 2; time += 1) store(index, 'x'.repeat(600))
      if (!isStored(0)) throw new Error(`evicted after ${index} others, though it was sent before each`)
    }

    expect(isStored(1)).toBe(false)
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

describe('the name of a request', () => {
  const callers = {
    nobody: caller,
    'a known key': { ...caller, apiKey: 'known' },
    'a token': { ...caller, authorization: 'Bearer a' },
    'another token': { ...caller, authorization: 'Bearer b' },
    'a token and a key': { ...caller, apiKey: 'known', authorization: 'Bearer a' },
    'a session': { ...caller, sealtalkSession: 'a' },
    'a session like a token': { ...caller, sealtalkSession: 'Bearer a' },
    'a token and a session': { ...caller, authorization: 'Bearer a', sealtalkSession: 'a' },
    'a token with blanks': { ...caller, authorization: 'Bearer a undefined undefined' },
    'the word undefined': { ...caller, authorization: 'undefined' },
  } satisfies Record<string, Caller>

  it('is another one for each caller and body', () => {
    const names = Object.values(callers).flatMap((by) => [nameOf(1, by), nameOf(2, by)])

    expect(new Set(names).size).toBe(names.length)
  })

  it('is another one where a body begins like the end of a credential', () => {
    const withToken = (authorization: string, body: string): string =>
      cache.nameOf({ ...caller, authorization }, Buffer.from(body))

    expect(withToken('a', 'b')).not.toBe(withToken('ab', ''))
    expect(withToken('a\nb', 'c')).not.toBe(withToken('a', 'b\nc'))
  })

  it('is the same for long credentials and long bodies each time', () => {
    const by = { ...caller, authorization: `Bearer ${'x'.repeat(4_000)}` }
    const body = Buffer.alloc(100_000, 'y')

    expect(cache.nameOf(by, body)).toBe(cache.nameOf({ ...by }, Buffer.from(body)))
    expect(cache.nameOf(by, body)).not.toBe(cache.nameOf(by, body.subarray(1)))
  })
})

describe('a response whose time is up', () => {
  it('is not stored', () => {
    for (let time = 0; time < 2; time += 1) store(0, '{}', clock.now())

    expect(isStored(0)).toBe(false)
    store(0)
    expect(isStored(0)).toBe(true)
  })
})

it('does not send what depends on a session that was revoked, though nothing was dropped or evicted', () => {
  const session = { isRevoked: false }
  const dependencies = createCacheDependencies()
  dependencies.add(ref, clock.now() + 60_000)
  dependencies.addRevocable(session)
  const response = { body: '{}', isSecret: false, operationName: undefined, dependencies }
  for (let time = 0; time < 2; time += 1) cache.store(nameOf(0), caller, response)
  expect(isStored(0)).toBe(true)

  session.isRevoked = true
  expect(isStored(0)).toBe(false)
})

it('keeps a response whose pieces were released once they were written', () => {
  const pieces = ['first', 'second'].map((text) => ownCopy(Buffer.from(text)))
  for (let time = 0; time < 2; time += 1) store(0, pieces)
  pieces.forEach(release)

  expect(cache.find(nameOf(0))?.body.toString()).toBe('firstsecond')
})
