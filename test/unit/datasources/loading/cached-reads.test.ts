import { beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../../src/errors.ts'
import {
  createReadsStage,
  FRESHNESS,
  type ReadsStage,
  readRequest,
  refuse,
  type Thing,
} from './reads-stage.ts'

const { freshMs, revalidateMs, staleMs, absentMs } = FRESHNESS
const THING = { name: '1 for viewer:a' }

let stage: ReadsStage
beforeEach(() => {
  stage = createReadsStage()
})

/** Makes a cache entry of this age. */
const entryOfAge = async (ms: number): Promise<void> => {
  await stage.read('1')
  stage.fetched()
  stage.clock.advance(ms)
}

const renameUpstream = (name: string) => stage.play(() => ({ name }))

describe('a cache entry', () => {
  it('that is fresh is returned', async () => {
    await entryOfAge(freshMs - 1)

    expect(await stage.read('1')).toMatchObject({ value: THING, staleness: undefined, cache: [] })
    expect(stage.fetched()).toEqual([])
    expect(stage.savings.get('cache')).toBe(1)
  })

  it('that is no longer fresh is returned and revalidated in the background', async () => {
    await entryOfAge(freshMs)
    renameUpstream('new')

    expect(await stage.read('1')).toMatchObject({ value: THING, staleness: undefined, cache: ['revalidate'] })
    expect(stage.fetched()).toEqual(['1'])
    expect(await stage.read('1')).toMatchObject({ value: { name: 'new' } })
    expect(stage.fetched()).toEqual([])
  })

  it('does not wait for an upstream that hangs', async () => {
    await entryOfAge(freshMs)
    stage.play(() => new Promise(() => undefined))

    expect((await stage.read('1')).value).toEqual(THING)
    expect((await stage.read('1')).value).toEqual(THING)
    expect(stage.fetched()).toEqual(['1'])
  })

  it('is revalidated once, however many reads it serves meanwhile', async () => {
    await entryOfAge(freshMs)

    await Promise.all(Array.from({ length: 20 }, () => stage.read('1')))

    expect(stage.fetched()).toEqual(['1'])
  })

  it('that is too old is not returned while the upstream responds', async () => {
    await entryOfAge(revalidateMs)
    renameUpstream('new')

    expect(await stage.read('1')).toMatchObject({ value: { name: 'new' }, staleness: undefined })
    expect(stage.fetched()).toEqual(['1'])
  })

  it('serves its own scope only', async () => {
    await entryOfAge(0)

    expect(await stage.read('1', { scope: 'viewer:b' })).toMatchObject({ value: { name: '1 for viewer:b' } })
    expect(await stage.read('1', { scope: 'bot:1' })).toMatchObject({ value: { name: '1 for bot:1' } })
    expect(stage.fetched()).toEqual(['1', '1'])
  })

  it('can be put and peeked at without a call', async () => {
    stage.reads.put('1', { scope: 'viewer:a' }, { name: 'brought along' })

    expect(stage.reads.peek('1', { scope: 'viewer:a' })).toEqual({ name: 'brought along' })
    expect(stage.reads.peek('1', { scope: 'viewer:b' })).toBeUndefined()
    expect((await stage.read('1')).value).toEqual({ name: 'brought along' })
    stage.clock.advance(freshMs)
    expect(stage.reads.peek('1', { scope: 'viewer:a' })).toBeUndefined()
    expect(stage.fetched()).toEqual([])
  })
})

describe('a thing that is not there', () => {
  beforeEach(() => {
    stage.play(() => null)
  })

  it('is cached briefly', async () => {
    expect((await stage.read('1')).value).toBeNull()
    stage.clock.advance(absentMs - 1)
    expect((await stage.read('1')).value).toBeNull()
    expect(stage.fetched()).toEqual(['1'])

    stage.clock.advance(1)
    renameUpstream('there now')
    expect((await stage.read('1')).value).toEqual({ name: 'there now' })
  })

  it('is not null after that, even where the upstream fails', async () => {
    await stage.read('1')
    stage.clock.advance(absentMs)
    stage.fail('UPSTREAM_UNAVAILABLE')

    expect(await stage.read('1')).toMatchObject({ value: 'UPSTREAM_UNAVAILABLE', staleness: undefined })
  })
})

describe.each<ErrorCode & ('RATE_LIMITED' | 'UPSTREAM_UNAVAILABLE')>([
  'RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
])('while every call ends in %s', (reason) => {
  it.each([revalidateMs, staleMs - 1])('an entry of %i ms is returned and marked as stale', async (ageMs) => {
    await entryOfAge(ageMs)
    stage.fail(reason)

    expect(await stage.read('1')).toMatchObject({
      value: THING,
      staleness: { ageMs, reason },
      cache: ['stale'],
    })
    expect(stage.savings.get('stale')).toBe(1)
  })

  it('an entry older than that is not returned, nor one of another scope', async () => {
    await entryOfAge(staleMs)
    stage.fail(reason)

    for (const scope of ['viewer:a', 'viewer:b', 'bot:1'] as const) {
      expect(await stage.read('1', { scope })).toMatchObject({ value: reason, staleness: undefined })
    }
  })

  it('an entry that is being revalidated is marked as stale from the first failure until a call succeeds', async () => {
    await entryOfAge(freshMs)
    stage.fail(reason)

    expect((await stage.read('1')).staleness).toBeUndefined()
    expect((await stage.read('1')).staleness).toEqual({ ageMs: freshMs, reason })
    stage.play(() => THING)
    await stage.read('1')
    expect((await stage.read('1')).staleness).toBeUndefined()
  })

  it('an entry that is being revalidated is not marked because another thing of its scope failed', async () => {
    await entryOfAge(freshMs)
    const gate = Promise.withResolvers<Thing>()
    stage.play((id) => (id === '1' ? gate.promise : refuse(reason)))
    await stage.read('2')
    await stage.read('1')

    expect(await stage.read('1')).toMatchObject({ value: THING, staleness: undefined })
    gate.resolve(THING)
  })

  it('a fresh entry is not marked', async () => {
    await entryOfAge(0)
    stage.fail(reason)
    await stage.read('2')

    expect(await stage.read('1')).toMatchObject({ value: THING, staleness: undefined, cache: [] })
  })

  it('an entry that was dropped meanwhile is not returned', async () => {
    await entryOfAge(revalidateMs)
    stage.play(() => {
      stage.cache.drop('thing', '1')
      return refuse(reason)
    })

    expect((await stage.read('1')).value).toBe(reason)
  })
})

describe('a refusal', () => {
  it.each<ErrorCode>(['FORBIDDEN', 'NOT_FOUND'])(
    '%s is returned, and the entry is not returned later, not even in an outage',
    async (code) => {
      await entryOfAge(revalidateMs)
      stage.fail(code)
      expect(await stage.read('1')).toMatchObject({ value: code, staleness: undefined })

      stage.fail('UPSTREAM_UNAVAILABLE')
      expect(await stage.read('1')).toMatchObject({ value: 'UPSTREAM_UNAVAILABLE', staleness: undefined })
    },
  )

  it('of a background revalidation removes the entry too', async () => {
    await entryOfAge(freshMs)
    stage.fail('FORBIDDEN')
    expect((await stage.read('1')).value).toEqual(THING)

    expect((await stage.read('1')).value).toBe('FORBIDDEN')
  })

  it('removes the entry of this scope only', async () => {
    for (const id of ['1', '2'])
      for (const scope of ['viewer:a', 'viewer:b'] as const) await stage.read(id, { scope })
    stage.clock.advance(revalidateMs)
    stage.fail('FORBIDDEN')
    await stage.read('1')
    stage.fail('UPSTREAM_UNAVAILABLE')

    expect((await stage.read('1', { scope: 'viewer:b' })).value).toEqual({ name: '1 for viewer:b' })
    expect((await stage.read('2')).value).toEqual({ name: '2 for viewer:a' })
  })

  it('of other kinds is returned and removes nothing', async () => {
    await entryOfAge(revalidateMs)
    stage.fail('UPSTREAM_ERROR')
    expect(await stage.read('1')).toMatchObject({ value: 'UPSTREAM_ERROR', staleness: undefined })

    stage.fail('UPSTREAM_UNAVAILABLE')
    expect(await stage.read('1')).toMatchObject({ value: THING })
  })
})

describe('an id that may not cause a call', () => {
  const admit = () => {
    throw refuse('RATE_LIMITED')
  }

  it('is served by a stale entry, or refused', async () => {
    await entryOfAge(revalidateMs)

    expect(await stage.read('1', { admit })).toMatchObject({
      value: THING,
      staleness: { ageMs: revalidateMs, reason: 'RATE_LIMITED' },
    })
    expect((await stage.read('2', { admit })).value).toBe('RATE_LIMITED')
    expect(stage.fetched()).toEqual([])
  })

  it('needs no leave where there is a fresh entry', async () => {
    await entryOfAge(0)

    expect(await stage.read('1', { admit })).toMatchObject({ value: THING, staleness: undefined })
  })
})

describe('many at once', () => {
  it('each have their own result: fresh, missing, stale or failed', async () => {
    await stage.read('stale')
    stage.clock.advance(revalidateMs)
    await stage.read('fresh')
    stage.fetched()
    stage.play((id) =>
      id === 'nothing' ? null : id === 'new' ? { name: 'new' } : refuse('UPSTREAM_UNAVAILABLE'),
    )
    const request = readRequest()

    const found = await stage.reads.loadMany(['new', 'nothing', 'stale', 'fresh', 'failed'], {
      credential: { scope: 'viewer:a' },
      request,
    })

    expect(found).toEqual([
      { name: 'new' },
      null,
      { name: 'stale for viewer:a' },
      { name: 'fresh for viewer:a' },
      expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' }),
    ])
    expect([...request.stale.keys()]).toEqual([{ name: 'stale for viewer:a' }])
    expect(stage.fetched()).toEqual(['new', 'nothing', 'stale', 'failed'])
  })
})

describe('a thing that is dropped while it is fetched', () => {
  it('is fetched again by later reads, and the earlier result is not kept', async () => {
    const first = Promise.withResolvers<{ name: string }>()
    stage.play(() => first.promise)
    const early = stage.read('1')
    await new Promise((resolve) => setImmediate(resolve))
    stage.cache.drop('thing', '1')
    stage.play(() => ({ name: 'after' }))
    const late = await stage.read('1')
    first.resolve({ name: 'before' })

    expect([(await early).value, late.value]).toEqual([{ name: 'before' }, { name: 'after' }])
    expect((await stage.read('1')).value).toEqual({ name: 'after' })
    expect(stage.fetched()).toEqual(['1', '1'])
  })
})
