import { describe, expect, it } from 'vitest'
import { createKeyedLoader, type Found } from '../../../../src/datasources/loading/keyed-loader.ts'

/** A loader whose fetches answer when they are let; `fresh` are copies that are there already. */
const createStage = (fresh: Readonly<Record<string, string>> = {}) => {
  const asked: (readonly string[])[] = []
  const open: ((found: Readonly<Record<string, string | Error>>) => void)[] = []
  const loader = createKeyedLoader<string>({
    fresh: (key) => fresh[key],
    fetchMany(keys) {
      asked.push(keys)
      const { promise, resolve } = Promise.withResolvers<Found<string>>()
      open.push((found) => resolve(keys.map((key) => found[key] ?? null)))
      return promise
    },
  })
  const answer = (found: Readonly<Record<string, string | Error>>): void => open.shift()?.(found)
  return { loader, asked, answer }
}

describe('a list of keys', () => {
  it('is answered in its order by one fetch, each key asked for once', async () => {
    const { loader, asked, answer } = createStage({ c: 'fresh c' })
    const list = loader.loadMany(['a', 'c', 'b', 'a', 'gone'])
    const lost = new Error('lost')
    answer({ a: 'A', b: lost })

    expect(await list).toEqual(['A', 'fresh c', lost, 'A', null])
    expect(asked).toEqual([['a', 'b', 'gone']])
  })

  it('is answered in this very tick where all of it is known', () => {
    const { loader, asked } = createStage({ a: 'A', b: 'B' })

    expect(loader.loadMany(['b', 'a', 'b'])).toEqual(['B', 'A', 'B'])
    expect(loader.loadMany([])).toEqual([])
    expect(asked).toEqual([])
  })

  it('is told once: whoever asks for one of it again gets the same, failures included', async () => {
    const { loader, asked, answer } = createStage()
    const lost = new Error('lost')
    const list = loader.loadMany(['a', 'b', 'gone'])
    answer({ a: 'A', b: lost })
    await list

    expect(loader.load('a')).toBe('A')
    expect(loader.load('gone')).toBeNull()
    expect(() => loader.load('b')).toThrow(lost)
    expect(loader.loadMany(['a', 'b'])).toEqual(['A', lost])
    expect(asked).toEqual([['a', 'b', 'gone']])
  })

  it('fails at each of its places where the whole fetch fails, and never as a whole', async () => {
    const down = new Error('down')
    const loader = createKeyedLoader<string>({ fetchMany: () => Promise.reject(down) })

    const first = loader.load('a')
    expect(await loader.loadMany(['a', 'b'])).toEqual([down, down])
    await expect(first).rejects.toBe(down)
    expect(() => loader.load('a')).toThrow(down)
  })
})

describe('a key that is cleared', () => {
  it('is not told what was fetched before', async () => {
    const { loader, asked, answer } = createStage()
    const before = loader.loadMany(['a'])
    loader.clear('a')
    answer({ a: 'from before' })
    expect(await before).toEqual(['from before'])

    const after = loader.loadMany(['a'])
    answer({ a: 'from after' })
    expect(await after).toEqual(['from after'])
    expect(asked).toEqual([['a'], ['a']])
  })
})

describe('what another answer brought along', () => {
  it('is told, unless the request was told otherwise before', async () => {
    const { loader, asked, answer } = createStage()
    loader.prime('a', 'primed')
    const list = loader.loadMany(['a', 'b'])
    answer({ b: 'B' })
    await list
    loader.prime('b', 'too late')

    expect(loader.loadMany(['a', 'b'])).toEqual(['primed', 'B'])
    expect(asked).toEqual([['b']])
  })

  it('is told in the place of a failure', async () => {
    const { loader, asked, answer } = createStage()
    const list = loader.loadMany(['a'])
    answer({ a: new Error('lost') })
    await list
    loader.prime('a', 'primed')

    expect(loader.load('a')).toBe('primed')
    expect(asked).toEqual([['a']])
  })
})
