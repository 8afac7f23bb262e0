import { describe, expect, it } from 'vitest'
import type { Found } from '../../../../src/datasources/loading/gathering.ts'
import { createLoader } from '../../../../src/datasources/loading/loader.ts'

type Things = Readonly<Record<string, string | Error>>

/** A loader whose batches resolve when the test says so; `known` values need no batch. */
const createStage = (known: Readonly<Record<string, string>> = {}) => {
  const batches: (readonly string[])[] = []
  const open: ((things: Things) => void)[] = []
  const loader = createLoader<string>({
    name: 'thing',
    known: (key) => known[key],
    loadBatch(keys) {
      batches.push(keys)
      const { promise, resolve } = Promise.withResolvers<Found<string>>()
      open.push((things) => resolve(keys.map((key) => things[key] ?? null)))
      return promise
    },
  })
  /** Waits for the end of the tick, then resolves the oldest batch. */
  const resolveBatch = async (things: Things): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    open.shift()?.(things)
  }
  return { loader, batches, resolveBatch }
}

describe('a list of keys', () => {
  it('is loaded in its order by one batch, each key once', async () => {
    const { loader, batches, resolveBatch } = createStage({ c: 'known c' })
    const list = loader.loadMany(['a', 'c', 'b', 'a', 'gone'])
    const lost = new Error('lost')
    await resolveBatch({ a: 'A', b: lost })

    expect(await list).toEqual(['A', 'known c', lost, 'A', null])
    expect(batches).toEqual([['a', 'b', 'gone']])
  })

  it('shares the batch of its tick with other lists and single keys', async () => {
    const { loader, batches, resolveBatch } = createStage()
    const loads = [
      Promise.resolve(loader.loadMany(['a', 'b'])),
      Promise.resolve(loader.load('c')),
      Promise.resolve().then(() => loader.loadMany(['b', 'd'])),
    ]
    await resolveBatch({ a: 'A', b: 'B', c: 'C', d: 'D' })

    expect(await Promise.all(loads)).toEqual([['A', 'B'], 'C', ['B', 'D']])
    expect(batches).toEqual([['a', 'b', 'c', 'd']])
  })

  it('is returned without a promise where every key is known', () => {
    const { loader, batches } = createStage({ a: 'A', b: 'B' })

    expect(loader.loadMany(['b', 'a', 'b'])).toEqual(['B', 'A', 'B'])
    expect(loader.loadMany([])).toEqual([])
    expect(batches).toEqual([])
  })

  it('is loaded once per request, errors included', async () => {
    const { loader, batches, resolveBatch } = createStage()
    const lost = new Error('lost')
    const list = loader.loadMany(['a', 'b', 'gone'])
    await resolveBatch({ a: 'A', b: lost })
    await list

    expect(loader.load('a')).toBe('A')
    expect(loader.load('gone')).toBeNull()
    expect(() => loader.load('b')).toThrow(lost)
    expect(loader.loadMany(['a', 'b'])).toEqual(['A', lost])
    expect(batches).toEqual([['a', 'b', 'gone']])
  })

  it('returns a remembered error beside keys that are loaded', async () => {
    const { loader, batches, resolveBatch } = createStage()
    const lost = new Error('lost')
    const first = loader.loadMany(['a'])
    await resolveBatch({ a: lost })
    await first
    const second = loader.loadMany(['a', 'b'])
    await resolveBatch({ b: 'B' })

    expect(await second).toEqual([lost, 'B'])
    expect(batches).toEqual([['a'], ['b']])
  })

  it('resolves with an error for each key where the whole batch fails', async () => {
    const down = new Error('down')
    const loader = createLoader<string>({ name: 'thing', loadBatch: () => Promise.reject(down) })

    const first = loader.load('a')
    const list = loader.loadMany(['a', 'b'])
    await expect(first).rejects.toBe(down)
    expect(await list).toEqual([down, down])
    expect(() => loader.load('a')).toThrow(down)
  })

  it('resolves with an error for each key where a batch returns too few results', async () => {
    const loader = createLoader<string>({ name: 'thing', loadBatch: async () => ['A'] })

    const sameLength = expect.objectContaining({ message: expect.stringContaining('same length') })
    expect(await loader.loadMany(['a', 'b'])).toEqual([sameLength, sameLength])
  })
})

describe('a key that is cleared', () => {
  it('does not keep what was fetched before', async () => {
    const { loader, batches, resolveBatch } = createStage()
    const before = loader.loadMany(['a'])
    await new Promise((resolve) => setImmediate(resolve))
    loader.clear('a')
    await resolveBatch({ a: 'from before' })
    expect(await before).toEqual(['from before'])
    expect(loader.has('a')).toBe(false)

    const after = loader.loadMany(['a'])
    await resolveBatch({ a: 'from after' })
    expect(await after).toEqual(['from after'])
    expect(batches).toEqual([['a'], ['a']])
  })

  it('keeps what a later batch fetches, although the earlier one ends last', async () => {
    const { loader, resolveBatch } = createStage()
    const before = loader.load('a')
    await new Promise((resolve) => setImmediate(resolve))
    loader.clear('a')
    const other = loader.loadMany(['a', 'b'])
    await new Promise((resolve) => setImmediate(resolve))
    await resolveBatch({ a: 'from before' })
    await before
    expect(loader.load('a')).toBeInstanceOf(Promise)
    await resolveBatch({ a: 'from after', b: 'B' })

    expect(await other).toEqual(['from after', 'B'])
    expect(loader.load('a')).toBe('from after')
  })

  it('leaves the other keys of its batch alone', async () => {
    const { loader, batches, resolveBatch } = createStage()
    const list = loader.loadMany(['a', 'b'])
    await new Promise((resolve) => setImmediate(resolve))
    loader.clear('a')
    await resolveBatch({ a: 'A', b: 'B' })
    await list

    expect(loader.load('b')).toBe('B')
    expect(batches).toEqual([['a', 'b']])
  })
})

describe('a value that came with another response', () => {
  it('is kept, unless the key has a value', async () => {
    const { loader, batches, resolveBatch } = createStage()
    loader.prime('a', 'primed')
    const list = loader.loadMany(['a', 'b'])
    await resolveBatch({ b: 'B' })
    await list
    loader.prime('b', 'too late')

    expect(loader.loadMany(['a', 'b'])).toEqual(['primed', 'B'])
    expect(batches).toEqual([['b']])
  })

  it('replaces an error', async () => {
    const { loader, batches, resolveBatch } = createStage()
    const list = loader.loadMany(['a'])
    await resolveBatch({ a: new Error('lost') })
    await list
    loader.prime('a', 'primed')

    expect(loader.load('a')).toBe('primed')
    expect(batches).toEqual([['a']])
  })

  it('is returned at once while the key is loaded, and kept', async () => {
    const { loader, resolveBatch } = createStage()
    const list = loader.loadMany(['a'])
    loader.prime('a', 'primed')
    expect(loader.load('a')).toBe('primed')
    await resolveBatch({ a: new Error('lost') })
    await list

    expect(loader.load('a')).toBe('primed')
  })
})
