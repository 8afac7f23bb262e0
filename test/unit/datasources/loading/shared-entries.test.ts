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
  const clock = { at: 1_000, now: (): number => clock.at, date: (): number => clock.at }
  const stored = new Map<string, SharedModel>()
  const droppedAt = new Map<string, number>()
  const withdrawn: unknown[] = []
  const written: unknown[] = []
  const dropped: Drop[] = []
  const listeners: ((what: Drop) => void)[] = []
  let beforeAnswer = (): void => undefined
  const models: SharedModels = {
    async read(_, __, ids) {
      beforeAnswer()
      const find = (id: string) => ({ model: stored.get(id), droppedAt: droppedAt.get(id) ?? -Infinity })
      return new Map(ids.map((id) => [id, find(id)]))
    },
    areUndropped: async (things, since) =>
      things.every(({ kind, id }) => (droppedAt.get(`${kind} ${id}`) ?? -Infinity) < since),
    write: (...args) => void written.push(args),
    withdraw: (...args) => void withdrawn.push(args),
    drop: (what) => void dropped.push(what),
    onDrop: (listener) => void listeners.push(listener),
  }
  const cache = withSharedDrops(createModelCache(1_000_000, clock), models)
  const entries = createSharedEntries<Named>({
    models,
    cache,
    kind: 'thing',
    freshness: FRESHNESS,
    decodeStored,
    mentionedIn: (value) => (value?.name === 'b' ? [{ kind: 'part', id: 'p' }] : undefined),
  })
  const meanwhile = (what: () => void) => void (beforeAnswer = what)
  return { clock, stored, droppedAt, written, withdrawn, dropped, listeners, cache, entries, meanwhile }
}

describe('entries of other gateways', () => {
  it('are left out if what they mention was dropped since, and go with its next drop', async () => {
    const { stored, droppedAt, cache, entries } = setUp()
    stored.set('b', { value: { name: 'b' }, fetchedAt: 400 })
    droppedAt.set('part p', 500)
    await entries.recall('bot:1', ['b'])
    expect(cache.get('bot:1', 'thing', 'b')).toBeUndefined()

    droppedAt.set('part p', 300)
    await entries.recall('bot:1', ['b'])
    expect(cache.get('bot:1', 'thing', 'b')?.value).toEqual({ name: 'b' })

    cache.drop('part', 'p')
    expect(cache.get('bot:1', 'thing', 'b')).toBeUndefined()
  })

  it('are put into the cache with the time of their own fetch', async () => {
    const { stored, cache, entries } = setUp()
    stored.set('a', { value: { name: 'a' }, fetchedAt: 400 }).set('none', { value: null, fetchedAt: 500 })
    await entries.recall('bot:1', ['a', 'b', 'none'])

    expect(cache.get('bot:1', 'thing', 'a')).toMatchObject({ value: { name: 'a' }, fetchedAt: 400 })
    expect(cache.get('bot:1', 'thing', 'none')).toMatchObject({ value: null, fetchedAt: 500 })
    expect(cache.get('bot:1', 'thing', 'b')).toBeUndefined()
    expect(cache.get('viewer:1', 'thing', 'a')).toBeUndefined()
  })

  it('are ignored where their value is not the model of their id', async () => {
    const { stored, cache, entries } = setUp()
    stored.set('a', { value: { name: 'somebody else' }, fetchedAt: 400 })
    await entries.recall('bot:1', ['a'])

    expect(cache.get('bot:1', 'thing', 'a')).toBeUndefined()
  })

  it.each([
    [399, 'own'],
    [400, 'own'],
    [401, 'a'],
  ])('replace an older entry of the gateway’s own: fetched at 400 and at %d', async (fetchedAt, name) => {
    const { clock, stored, cache, entries } = setUp()
    clock.at = 400
    cache.set('bot:1', 'thing', 'a', { name: 'own' }, cache.begin())
    stored.set('a', { value: { name: 'a' }, fetchedAt })
    await entries.recall('bot:1', ['a'])

    expect(cache.get('bot:1', 'thing', 'a')?.value).toEqual({ name })
  })

  it('are ignored where the thing is dropped while they are read', async () => {
    const { stored, cache, entries, meanwhile } = setUp()
    stored.set('a', { value: { name: 'a' }, fetchedAt: 400 })
    meanwhile(() => cache.drop('thing', 'a'))
    await entries.recall('bot:1', ['a'])

    expect(cache.get('bot:1', 'thing', 'a')).toBeUndefined()
  })

  it.each([
    [399, { name: 'own' }],
    [400, { name: 'own' }],
    [401, undefined],
  ])('remove an own entry, fetched at 400, that was dropped unnoticed at %d', async (time, value) => {
    const { clock, droppedAt, cache, entries } = setUp()
    clock.at = 400
    cache.set('bot:1', 'thing', 'a', { name: 'own' }, cache.begin())
    droppedAt.set('a', time)
    await entries.recall('bot:1', ['a'])

    expect(cache.get('bot:1', 'thing', 'a')?.value).toEqual(value)
  })

  it('are written with their time, for as long as they can be used', () => {
    const { cache, entries, written } = setUp()
    entries.hand('bot:1', 'a', { name: 'a' }, cache.begin())
    entries.hand('bot:1', 'none', null, cache.begin())

    expect(written).toEqual([
      ['bot:1', 'thing', 'a', { value: { name: 'a' }, fetchedAt: 1_000 }, 10_000],
      ['bot:1', 'thing', 'none', { value: null, fetchedAt: 1_000 }, 500],
    ])
  })
})

describe('an entry that is withdrawn', () => {
  it('is withdrawn from the shared store', () => {
    const { entries, withdrawn } = setUp()
    entries.withdraw('bot:1', 'a')

    expect(withdrawn).toEqual([['bot:1', 'thing', 'a']])
  })
})

describe('a cache with shared drops', () => {
  it('shares its drops with other gateways', () => {
    const { cache, dropped } = setUp()
    cache.drop('thing', 'a')
    cache.dropScope('viewer:1')

    expect(dropped).toEqual([{ kind: 'thing', id: 'a' }, { scope: 'viewer:1' }])
  })

  it('drops what other gateways drop, and does not share that again', () => {
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
