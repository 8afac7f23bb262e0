import { describe, expect, it } from 'vitest'
import { createExpiringMap } from '../../../../src/upstream/rate-limits/expiring-map.ts'
import { seededRandom, standingClock } from '../../../support/time.ts'

const open = (maxEntries = 3, maxPerOwner = 2) => {
  const clock = standingClock(1_000)
  return { clock, map: createExpiringMap<string>(clock, { maxEntries, maxPerOwner }) }
}

describe('an entry', () => {
  it('is kept until it expires, by its own time', () => {
    const { clock, map } = open()
    map.set('a', 'ann', 'one', 1_010)
    map.set('b', 'ann', 'two', 1_020)

    clock.advance(9)
    expect([map.get('a'), map.get('b')]).toEqual(['one', 'two'])
    clock.advance(1)
    expect([map.get('a'), map.get('b'), map.size()]).toEqual([undefined, 'two', 1])
    clock.advance(10)
    expect(map.size()).toBe(0)
  })

  it('can be prolonged, shortened and deleted, also if the map is full', () => {
    const { clock, map } = open(2)
    map.set('a', 'ann', 'one', 1_010)
    map.set('b', 'bob', 'two', 1_020)

    expect(map.set('a', 'ann', 'three', 1_030)).toBe(0)
    expect(map.set('b', 'bob', 'four', 1_005)).toBe(0)
    expect(map.next()).toEqual({ key: 'b', value: 'four', expiresAt: 1_005 })
    clock.advance(5)
    expect([map.get('a'), map.get('b')]).toEqual(['three', undefined])
    map.delete('a')
    map.delete('a')
    expect(map.entries()).toEqual([])
  })
})

describe('a full map', () => {
  it('refuses new keys until the first entry expires, and keeps every entry', () => {
    const { clock, map } = open()
    map.set('a', 'ann', 'one', 1_500)
    map.set('b', 'bob', 'two', 1_100)
    map.set('c', 'cid', 'three', 1_900)

    expect(map.set('d', 'dan', 'four', 2_000)).toBe(100)
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual(['one', 'two', 'three', undefined])
    clock.advance(99)
    expect(map.waitForRoom('d', 'dan')).toBe(1)
    clock.advance(1)
    expect(map.set('d', 'dan', 'four', 2_000)).toBe(0)
  })

  it('has room for keys that exist', () => {
    const { map } = open(1)
    map.set('a', 'ann', 'one', 1_500)

    expect([map.waitForRoom('a', 'ann'), map.waitForRoom('a', 'bob'), map.waitForRoom('b', 'ann')]).toEqual([
      0, 0, 500,
    ])
  })
})

describe('an owner', () => {
  it('with a full share is refused until one of its own entries expires; others are not', () => {
    const { map } = open(10)
    map.set('a', 'ann', 'one', 1_500)
    map.set('b', 'ann', 'two', 1_400)
    map.set('c', 'bob', 'three', 1_100)

    expect(map.set('d', 'ann', 'four', 1_600)).toBe(400)
    expect(map.set('d', 'bob', 'four', 1_600)).toBe(0)
    expect(new Set(map.entries('ann').map(({ key }) => key))).toEqual(new Set(['a', 'b']))
    expect(map.next('ann')?.key).toBe('b')
    map.delete('b')
    expect(map.set('e', 'ann', 'five', 1_600)).toBe(0)
  })
})

it('behaves like a list that is searched, whatever is done in whatever order', () => {
  const random = seededRandom(7)
  const upTo = (most: number) => Math.floor(random() * most)
  const { clock, map } = open(12, 4)
  let list: { key: string; owner: string; value: string; expiresAt: number }[] = []

  for (let step = 0; step < 20_000; step += 1) {
    clock.advance(upTo(3))
    const now = clock.now()
    list = list.filter(({ expiresAt }) => expiresAt > now)
    const key = `key ${upTo(30)}`
    const owner = `owner ${upTo(6)}`
    const known = list.find((entry) => entry.key === key)
    if (random() < 0.2) {
      map.delete(key)
      list = list.filter((entry) => entry !== known)
    } else {
      const entry = { key, owner: known?.owner ?? owner, value: `value ${step}`, expiresAt: now + upTo(40) }
      const own = list.filter((other) => other.owner === owner)
      const full = [...(own.length >= 4 ? [own] : []), ...(list.length >= 12 ? [list] : [])]
      const expected = known
        ? 0
        : Math.max(0, ...full.map((some) => Math.min(...some.map(({ expiresAt }) => expiresAt)) - now))
      expect(map.set(key, owner, entry.value, entry.expiresAt)).toBe(expected)
      if (expected === 0) list = [...list.filter((other) => other !== known), entry]
      list = list.filter(({ expiresAt }) => expiresAt > now)
    }
    expect(map.size()).toBe(list.length)
    expect(map.get(key)).toBe(list.find((entry) => entry.key === key)?.value)
  }
})
