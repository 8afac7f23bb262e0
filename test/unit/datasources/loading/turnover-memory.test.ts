import { describe, expect, it } from 'vitest'
import { TurnoverMap } from '../../../../src/datasources/loading/turnover-map.ts'
import { type Reading, Readings } from '../../../../src/server/readings.ts'
import { collectAll, collectYoung, oldBytes } from '../../../support/heap.ts'

const ENTRIES = 12_000
/** Entries at a time. */
const LIVE = 12
/** Numbers that an entry holds, of 8 bytes each. */
const PAYLOAD = 400

const payload = (): number[] => Array.from({ length: PAYLOAD }, (_value, index) => index + 0.5)

/** Bytes that are taken for old after so many entries came and went. */
const oldBytesOf = (add: (index: number) => void, remove: (index: number) => void): number => {
  collectAll()
  const before = oldBytes()
  for (let index = 0; index < ENTRIES; index += 1) {
    add(index)
    if (index >= LIVE) remove(index - LIVE)
    // From here on what holds the entries counts as old, as in a gateway that has run for a while.
    if (index === 2 * LIVE) collectYoung()
  }
  return oldBytes() - before
}

const toReading = (cut: () => void): Reading => ({
  startedAt: 0,
  block: 'one',
  size: 0,
  isOver: false,
  older: undefined,
  newer: undefined,
  cut,
})

describe('entries that come and go keep nothing alive until the next full collection', () => {
  const mostBytes = (8 * PAYLOAD * ENTRIES) / 20

  it('in a map', () => {
    const map = new TurnoverMap<number, number[]>()
    const old = oldBytesOf(
      (index) => map.set(index, payload()),
      (index) => map.delete(index),
    )
    expect(old).toBeLessThan(mostBytes)
    expect([...map.values()]).toHaveLength(LIVE)
  })

  it('among the bodies that are read', () => {
    const readings = new Readings()
    const all: Reading[] = []
    const old = oldBytesOf(
      () => {
        const held = payload()
        const reading = toReading(() => held.pop())
        all.push(reading)
        readings.add(reading)
      },
      () => {
        const oldest = all.shift()
        if (oldest) readings.remove(oldest)
      },
    )
    expect(old).toBeLessThan(mostBytes)
    expect(readings.size).toBe(LIVE)
  })
})

it('a map finds what it has after it began anew', () => {
  const map = new TurnoverMap<number, string>()
  for (let index = 0; index < 1_000; index += 1) {
    map.set(index, `value ${index}`)
    if (index % 3 > 0) map.delete(index)
  }
  map.delete(5_000)
  expect([map.get(0), map.get(1), map.get(999)]).toEqual(['value 0', undefined, 'value 999'])
  expect([...map.values()]).toHaveLength(334)
})
