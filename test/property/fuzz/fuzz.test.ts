import { expect, it } from 'vitest'
import { draws } from '../../support/draws.ts'
import { runFuzz } from './fuzz.ts'

it('made-up requests, hostile and careless, are answered well and harm nothing', async () => {
  const { answered, refused, problems, codes, upstreamCalls, heapBefore, heapAfter } = await runFuzz({
    seed: 20_261_123,
    operations: draws(1_000, 300),
  })

  expect(problems).toEqual([])
  // Of so few, caches are still filling; `npm run fuzz` sends enough to hold it to less.
  expect(heapAfter / heapBefore).toBeLessThan(1.4)
  // They are questions, most of them, and get as far as the networks.
  expect(answered).toBeGreaterThan(draws(300))
  expect(refused).toBeGreaterThan(draws(300))
  expect(upstreamCalls).toBeGreaterThan(draws(200))
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining([
      'BAD_USER_INPUT',
      'UNAUTHENTICATED',
      'UNSUPPORTED',
      'NOT_FOUND',
      'UPSTREAM_UNAVAILABLE',
    ]),
  )
}, 60_000)
