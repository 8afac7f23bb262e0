import { expect, it } from 'vitest'
import { createFamiliarAddresses } from '../../../src/datasources/familiar-addresses.ts'
import type { SharedFacts } from '../../../src/datasources/shared-store.ts'
import { standingClock } from '../../support/time.ts'

const DAY_MS = 24 * 60 * 60_000

it('knows an address for thirty days after the last sign-in, for this phone only', async () => {
  const clock = standingClock()
  const familiar = createFamiliarAddresses(clock)
  familiar.add('lin', 'home')
  clock.advance(20 * DAY_MS)
  familiar.add('lin', 'home')
  clock.advance(30 * DAY_MS - 1)

  expect(await familiar.has('lin', 'home')).toBe(true)
  expect([await familiar.has('lin', 'elsewhere'), await familiar.has('max', 'home')]).toEqual([false, false])
  clock.advance(1)
  expect(await familiar.has('lin', 'home')).toBe(false)
})

it('forgets only addresses of the same phone to make room for its new ones, here and in the shared store', async () => {
  const clock = standingClock()
  const stored = new Set<string>()
  const facts: SharedFacts = {
    read: (_, key) => Promise.resolve(stored.has(key)),
    write: () => undefined,
    insist: (_, key) => Promise.resolve(stored.add(key).has(key)),
    forget: (_, key) => void stored.delete(key),
  }
  const familiar = createFamiliarAddresses(clock, facts, { maxEntries: 4, maxPerOwner: 2 })
  familiar.add('lin', 'home')
  for (let index = 0; index < 9; index += 1) {
    clock.advance(1)
    familiar.add('max', `address ${index}`)
  }

  expect(await familiar.has('lin', 'home')).toBe(true)
  expect(stored).toEqual(new Set(['lin home', 'max address 7', 'max address 8']))
  familiar.add('ann', 'somewhere')
  familiar.add('bob', 'nowhere')
  expect([await familiar.has('ann', 'somewhere'), await familiar.has('bob', 'nowhere')]).toEqual([
    true,
    false,
  ])
})
