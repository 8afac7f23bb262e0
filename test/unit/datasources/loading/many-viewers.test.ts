import { describe, expect, it } from 'vitest'
import { createModelCache } from '../../../../src/datasources/loading/model-cache.ts'
import type { Scope } from '../../../../src/request/scope.ts'
import { type Budgets, createBudgets } from '../../../../src/upstream/rate-limits/budget.ts'
import type { LimitClass } from '../../../../src/upstream/rate-limits/limit-class.ts'
import { heldBytes } from '../../../support/heap.ts'
import { standingClock } from '../../../support/time.ts'

const VIEWERS = 5_000
const KILOBYTE = 1024

const viewers = Array.from({ length: VIEWERS }, (_, index): Scope => `viewer:${index}`)
const clock = standingClock()

/** Bytes per viewer. */
const costOfViewer = async (use: (viewer: Scope) => unknown): Promise<number> => {
  const before = heldBytes()
  for (const viewer of viewers) await use(viewer)
  return (heldBytes() - before) / VIEWERS
}

describe('a viewer who comes once', () => {
  const LOOKUP: LimitClass = {
    name: 'a lookup',
    bucket: { burst: 3, perSecond: 2 },
    cooldown: { firstMs: 1_000, maxMs: 1_000 },
  }
  const CALL: LimitClass = { name: 'any call', cooldown: LOOKUP.cooldown }

  const call = (budgets: Budgets, limit: LimitClass, scope: string) =>
    budgets.run(
      limit,
      { scope, caller: scope },
      () => Promise.resolve(),
      () => undefined,
    )

  it('costs the budgets of lookups little more than its counters', async () => {
    const budgets = createBudgets(clock)

    const bytes = await costOfViewer((scope) => call(budgets, LOOKUP, scope))

    expect(bytes).toBeLessThan(6 * KILOBYTE)
    expect(budgets.peek(LOOKUP, { scope: 'viewer:0', caller: 'viewer:0' }).remaining).toBe(2)
  })

  it('costs the budgets nothing where nothing is counted, or where they are only peeked at', async () => {
    const budgets = createBudgets(clock)

    const bytes = await costOfViewer(async (scope) => {
      await call(budgets, CALL, scope)
      await budgets.peekShared(LOOKUP, { scope, caller: scope })
    })

    expect(bytes).toBeLessThan(100)
    expect(budgets.peek(LOOKUP, { scope: 'viewer:0', caller: 'viewer:0' }).remaining).toBe(3)
  })

  it('costs the cache little more than its entries', async () => {
    const cache = createModelCache(64 * KILOBYTE * KILOBYTE, clock)

    const bytes = await costOfViewer((viewer) =>
      cache.set(viewer, 'user', 'one', { name: viewer }, cache.begin()),
    )

    expect(bytes).toBeLessThan(2 * KILOBYTE)
    expect(cache.get('viewer:0', 'user', 'one')?.value).toEqual({ name: 'viewer:0' })
  })

  it('costs the cache nothing once its entries are evicted', async () => {
    const cache = createModelCache(16 * KILOBYTE, clock)

    const bytes = await costOfViewer((viewer) =>
      cache.set(viewer, 'user', 'one', { name: viewer }, cache.begin()),
    )

    expect(bytes * VIEWERS).toBeLessThan(256 * KILOBYTE)
    expect(cache.get(`viewer:${VIEWERS - 1}`, 'user', 'one')).toBeDefined()
  })
})
