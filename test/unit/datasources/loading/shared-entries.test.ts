import { describe, expect, it } from 'vitest'
import { createModelCache } from '../../../../src/datasources/loading/model-cache.ts'
import { createSharedEntries, withSharedDrops } from '../../../../src/datasources/loading/shared-entries.ts'
import type { Drop, SharedModel, SharedModels } from '../../../../src/datasources/shared-store.ts'
import type { Freshness } from '../../../../src/datasources/loading/freshness.ts'

const FRESHNESS: Freshness = { freshMs: 1_000, revalidateMs: 2_000, staleMs: 10_000, absentMs: 500 }

interface Named {
  readonly name: string
}

const decodeStored = (value: unknown, id: string): Named | undefined =>
  typeof value === 'object' && value !== null && 'name' in value && value.name === id
    ? { name: id }
    : undefined

const setUp = () => {
  const clock = { at: 1_000, now: () => clock.at }
  const stored = new Map<string, SharedModel>()
  const written: unknown[] = []
  const dropped: Drop[] = []
  const listeners: ((what: Drop) => void)[] = []
  let beforeAnswer = (): void => undefined
  const models: SharedModels = {
    async read(_, __, ids) {
      beforeAnswer()
      return new Map([...stored].filter(([id]) => ids.includes(id)))
    },
    write: (...args) => void written.push(args),
    drop: (what) => void dropped.push(what),
    onDrop: (listener) => void listeners.push(listener),
  }
  const cache = withSharedDrops(createModelCache(1_000_000, clock), models)
  const copies = createSharedEntries<Named>({
    models,
    cache,
    kind: 'thing',
    freshness: FRESHNESS,
    decodeStored,
  })
  const meanwhile = (what: () => void) => void (beforeAnswer = what)
  return { clock, stored, written, dropped, listeners, cache, copies, meanwhile }
}

describe('copies that other gateways made', () => {
  it('come into the cache with the time of their own fetch', async () => {
    const { stored, cache, copies } = setUp()
    stored.set('a', { value: { name: 'a' }, fetchedAt: 400 }).set('none', { value: null, fetchedAt: 500 })
    await copies.recall('bot:1', ['a', 'b', 'none'])

    expect(cache.get('bot:1', 'thing', 'a')).toMatchObject({ value: { name: 'a' }, fetchedAt: 400 })
    expect(cache.get('bot:1', 'thing', 'none')).toMatchObject({ value: null, fetchedAt: 500 })
    expect(cache.get('bot:1', 'thing', 'b')).toBeUndefined()
    expect(cache.get('viewer:1', 'thing', 'a')).toBeUndefined()
  })

  it('stay out where they are not what they should be', async () => {
    const { stored, cache, copies } = setUp()
    stored.set('a', { value: { name: 'somebody else' }, fetchedAt: 400 })
    await copies.recall('bot:1', ['a'])

    expect(cache.get('bot:1', 'thing', 'a')).toBeUndefined()
  })

  it.each([
    [399, 'own'],
    [400, 'own'],
    [401, 'a'],
  ])(
    'replace a copy of the gateway’s own that is older: fetched at 400 and at %d',
    async (fetchedAt, name) => {
      const { clock, stored, cache, copies } = setUp()
      clock.at = 400
      cache.set('bot:1', 'thing', 'a', { name: 'own' }, cache.begin())
      stored.set('a', { value: { name: 'a' }, fetchedAt })
      await copies.recall('bot:1', ['a'])

      expect(cache.get('bot:1', 'thing', 'a')?.value).toEqual({ name })
    },
  )

  it('are too late where the thing is dropped while they are asked for', async () => {
    const { stored, cache, copies, meanwhile } = setUp()
    stored.set('a', { value: { name: 'a' }, fetchedAt: 400 })
    meanwhile(() => cache.drop('thing', 'a'))
    await copies.recall('bot:1', ['a'])

    expect(cache.get('bot:1', 'thing', 'a')).toBeUndefined()
  })

  it('are handed on with their time, for as long as they may be of use', () => {
    const { cache, copies, written } = setUp()
    copies.hand('bot:1', 'a', { name: 'a' }, cache.begin())
    copies.hand('bot:1', 'none', null, cache.begin())

    expect(written).toEqual([
      ['bot:1', 'thing', 'a', { value: { name: 'a' }, fetchedAt: 1_000 }, 10_000],
      ['bot:1', 'thing', 'none', { value: null, fetchedAt: 1_000 }, 500],
    ])
  })
})

describe('a copy that is withdrawn', () => {
  it('is taken away from the other gateways', () => {
    const { copies, written } = setUp()
    copies.withdraw('bot:1', 'a')

    expect(written).toEqual([['bot:1', 'thing', 'a', expect.anything(), 0]])
  })
})

describe('a cache with shared drops', () => {
  it('tells others what it drops', () => {
    const { cache, dropped } = setUp()
    cache.drop('thing', 'a')
    cache.dropScope('viewer:1')

    expect(dropped).toEqual([{ kind: 'thing', id: 'a' }, { scope: 'viewer:1' }])
  })

  it('drops what others tell it to, and does not tell it on', () => {
    const { cache, dropped, listeners } = setUp()
    for (const scope of ['viewer:1', 'viewer:2'] as const) {
      for (const id of ['a', 'b']) cache.set(scope, 'thing', id, { name: id }, cache.begin())
    }
    for (const listener of listeners) {
      listener({ kind: 'thing', id: 'a' })
      listener({ scope: 'viewer:2' })
    }

    expect(cache.get('viewer:1', 'thing', 'a')).toBeUndefined()
    expect(cache.get('viewer:1', 'thing', 'b')).toBeDefined()
    expect(cache.get('viewer:2', 'thing', 'b')).toBeUndefined()
    expect(dropped).toEqual([])
  })
})
