import { describe, expect, it } from 'vitest'
import { createRandom, drawZipf } from '../../../bench/random.ts'
import { median, pairedRatios, percentile, spread } from '../../../bench/statistics.ts'

describe('statistics of the bench', () => {
  it('computes the median of values in any order', () => {
    expect(median([10, 9, 100])).toBe(10)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  it('computes percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

    expect(percentile(hundred, 0.5)).toBe(50)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([7, 8], 0)).toBe(7)
    expect(percentile([], 0.5)).toBeNaN()
  })

  it('sorts numerically', () => {
    expect(percentile([9, 10, 1], 1)).toBe(10)
    expect(spread([9, 10, 1])).toEqual({ min: 1, median: 9, max: 10 })
  })

  it('compares a round with the same round of the baseline', () => {
    expect(pairedRatios([30, 10], [10, 20])).toEqual([3, 0.5])
  })

  it('omits rounds that the baseline has no figure for', () => {
    expect(pairedRatios([30, 10, 5], [10, 0])).toEqual([3])
  })
})

describe('draws of the bench', () => {
  it('are the same for the same seed', () => {
    expect(drawZipf(100, 20, createRandom(7))).toEqual(drawZipf(100, 20, createRandom(7)))
    expect(drawZipf(100, 20, createRandom(7))).not.toEqual(drawZipf(100, 20, createRandom(8)))
  })

  it('hit the first ten times as often as the tenth, and none beyond the last', () => {
    const draws = drawZipf(100, 100_000, createRandom(7))
    const count = (rank: number) => draws.filter((draw) => draw === rank).length

    expect(count(0) / count(9)).toBeCloseTo(10, 0)
    expect(Math.min(...new Set(draws))).toBe(0)
    expect(Math.max(...new Set(draws))).toBe(99)
  })
})
