import { beforeEach, describe, expect, it } from 'vitest'
import { createFairCache, type FairCache } from '../../../../src/datasources/loading/fair-cache.ts'
import { standingClock } from '../../../support/time.ts'

const MAX_BYTES = 100_000
const FLOOR_BYTES = 5_000
const clock = standingClock()
let removed: string[]
let cache: FairCache<string>
beforeEach(() => {
  removed = []
  cache = createFairCache({
    maxBytes: MAX_BYTES,
    clock,
    floorOf: () => FLOOR_BYTES,
    onRemove: (value) => void removed.push(value),
  })
})

/** Each entry takes a little more than 1,000 bytes, so that 96 of one owner fit. */
const fill = (owner: string, count: number, from = 0): void => {
  for (let id = from; id < from + count; id += 1) cache.set(owner, `${id}`, `${owner}${id}`, 900)
}
const keysOf = (owner: string, count = 200): number[] =>
  Array.from({ length: count }, (_, id) => id).filter((id) => cache.get(owner, `${id}`) !== undefined)

describe('an owner', () => {
  it('may fill whatever is free', () => {
    fill('alia', 96)

    expect(keysOf('alia')).toHaveLength(96)
    expect(removed).toEqual([])
  })

  it('loses what it used least recently', () => {
    fill('alia', 96)
    cache.get('alia', '0')
    fill('alia', 5, 100)

    expect(removed).toHaveLength(4)
    expect(cache.get('alia', '0')).toBe('alia0')
    expect(removed).toEqual(['alia1', 'alia2', 'alia3', 'alia4'])
  })

  it('never sees an entry of another', () => {
    fill('alia', 1)

    expect(cache.get('bo', '0')).toBeUndefined()
  })
})

describe('when memory is short', () => {
  it('the owner with most of it gives way, however often it asks', () => {
    fill('bo', 10)
    fill('cara', 10)
    fill('alia', 500)

    expect([keysOf('bo').length, keysOf('cara').length]).toEqual([10, 10])
    expect(new Set(removed.map((value) => value.replace(/\d+/, '')))).toEqual(new Set(['alia']))
  })

  it('newcomers take from the largest until nobody is far above the others', () => {
    fill('alia', 96)
    for (const owner of ['bo', 'cara', 'dan']) fill(owner, 24)

    for (const owner of ['alia', 'bo', 'cara', 'dan']) expect(keysOf(owner).length).toBeGreaterThan(19)
  })

  it('everybody keeps the floor while there is somebody above it', () => {
    for (let owner = 0; owner < 10; owner += 1) fill(`small ${owner}`, 4)
    fill('alia', 200)

    for (let owner = 0; owner < 10; owner += 1) expect(keysOf(`small ${owner}`)).toHaveLength(4)
  })

  it('and nobody is above the floor, the least recently used owner gives way', () => {
    for (let owner = 0; owner < 35; owner += 1) fill(`small ${owner}`, 2)
    cache.get('small 0', '0')
    for (let owner = 35; owner < 40; owner += 1) fill(`small ${owner}`, 2)

    expect(keysOf('small 0')).toHaveLength(2)
    expect(keysOf('small 1')).toHaveLength(0)
    expect(keysOf('small 39')).toHaveLength(2)
  })

  it('owners that are idle give way before those that are not', () => {
    for (let owner = 0; owner < 30; owner += 1) fill(`idle ${owner}`, 3)
    clock.advance(10 * 60_000 + 1)
    fill('alia', 60)

    expect(keysOf('alia')).toHaveLength(60)
    expect(keysOf('idle 29')).toHaveLength(3)
    expect(keysOf('idle 0')).toHaveLength(0)
  })
})

describe('an entry', () => {
  it('that is larger than the cache is not kept, and replaces the one before it by nothing', () => {
    fill('alia', 2)
    cache.set('alia', '0', 'huge', MAX_BYTES)

    expect(keysOf('alia')).toEqual([1])
    expect(removed).toEqual(['alia0'])
  })

  it('is reported once when it is replaced, deleted, or goes with its owner', () => {
    fill('alia', 3)
    cache.set('alia', '0', 'new', 900)
    cache.delete('alia', '1')
    cache.delete('alia', 'unknown')
    cache.deleteOwner('alia')
    cache.deleteOwner('alia')

    expect(removed).toEqual(['alia0', 'alia1', 'alia2', 'new'])
    expect(keysOf('alia')).toEqual([])
  })
})

it('gives back all memory of what is gone: as much fits afterwards as before', () => {
  for (let round = 0; round < 50; round += 1) {
    fill(`alia ${round}`, 96)
    if (round % 2 === 0) cache.deleteOwner(`alia ${round}`)
    else for (let id = 0; id < 96; id += 1) cache.delete(`alia ${round}`, `${id}`)
  }
  removed.length = 0
  fill('alia', 96)

  expect(removed).toEqual([])
})
