import { describe, expect, it, vi } from 'vitest'
import {
  createRevokedSessions,
  type IssuedSession,
  SESSION_LIFETIME_MS,
} from '../../../src/datasources/sealtalk/revoked-sessions.ts'
import { type AttemptLimit, createAttemptLimiter } from '../../../src/upstream/rate-limits/attempt-limiter.ts'
import { createBudgets } from '../../../src/upstream/rate-limits/budget.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import { inFull } from '../../support/draws.ts'
import { seededRandom, standingClock } from '../../support/time.ts'

const SUBJECTS = inFull(1_000_000, 10_000)
/** So that memory is full in the fast run, too. */
const BOUNDS = SUBJECTS < 1_000_000 ? { maxEntries: 500, maxPerOwner: 20 } : undefined
const HOUR_MS = 60 * 60_000
vi.setConfig({ testTimeout: inFull(300_000, 20_000) })

const createDraw = () => {
  const random = seededRandom(14)
  return (most: number): number => Math.floor(random() * most)
}

describe(`${SUBJECTS} other subjects`, () => {
  it('give no phone an attempt back before its time', async () => {
    const limit: AttemptLimit = { name: 'tries', bucket: { burst: 5, perSecond: 5 / 3_600 } }
    const clock = standingClock()
    const attempts = createAttemptLimiter(clock, undefined, BOUNDS)
    const below = createDraw()
    const startedAt = clock.now()
    let victims = 0
    let counted = 0
    for (let index = 0; index < SUBJECTS; index += 1) {
      clock.advance(below(30))
      const owner = `site ${below(5_000)}`
      if ((await attempts.take(limit, `phone ${index}`, owner)) === 0) counted += 1
      if (index % 100 === 0 && (await attempts.take(limit, 'victim', owner)) === 0) victims += 1
    }

    const refilled = ((clock.now() - startedAt) / 1_000) * limit.bucket.perSecond
    expect(victims).toBeLessThanOrEqual(5 + Math.floor(refilled))
    // Nor do they keep it from being counted: what was refilled was used.
    expect(victims).toBeGreaterThanOrEqual(4 + Math.floor(refilled * 0.9))
    expect(counted).toBeGreaterThan(SUBJECTS / 50)
  })

  it('end no cooldown before its time, and no call of that class is sent', async () => {
    const search: LimitClass = {
      name: 'mixin searchUser',
      cooldown: { firstMs: 12 * HOUR_MS, maxMs: 12 * HOUR_MS },
    }
    const codes: LimitClass = { name: 'sealtalk sendCode', cooldown: { firstMs: 60_000, maxMs: 900_000 } }
    const clock = standingClock()
    const budgets = createBudgets(clock, undefined, { bounds: { cooldowns: BOUNDS } })
    const below = createDraw()
    let sent = 0
    const run = (limit: LimitClass, scope: string, caller: string) =>
      budgets
        .run(
          limit,
          { scope, caller },
          () => {
            if (scope === 'bot:1') sent += 1
            return Promise.reject(new Error('too many'))
          },
          () => ({}),
        )
        .catch(() => undefined)
    await run(search, 'bot:1', 'somebody')

    for (let index = 0; index < SUBJECTS; index += 1) {
      clock.advance(below(80))
      const site = `site ${below(5_000)}`
      await run(index % 2 === 0 ? codes : search, `viewer:${index}`, site)
      if (index % 100 === 0) await run(search, 'bot:1', site)
    }
    expect(sent).toBe(1)
    clock.advance(12 * HOUR_MS)
    await run(search, 'bot:1', 'somebody')
    expect(sent).toBe(2)
  })

  it('revive no session that was logged out', async () => {
    const clock = standingClock()
    const revoked = createRevokedSessions(clock, undefined, BOUNDS)
    const below = createDraw()
    const victim: IssuedSession = { id: 'victim', userId: 'lin', issuedAt: clock.now() }
    await revoked.revoke(victim)
    const samples: IssuedSession[] = []
    for (let index = 0; index < SUBJECTS; index += 1) {
      clock.advance(below(3_000))
      // One of ten users is the attacker; the rest sign out once or a few times each.
      const userId = below(10) === 0 ? 'attacker' : `user ${below(SUBJECTS)}`
      const session = { id: `session ${index}`, userId, issuedAt: clock.now() - below(HOUR_MS) }
      await revoked.revoke(session)
      if (index % 1_000 === 0) samples.push(session)
    }

    expect(clock.now() - victim.issuedAt).toBeLessThan(SESSION_LIFETIME_MS)
    for (const session of [victim, ...samples]) expect(revoked.isRevoked(session)).toBe(true)
    expect(revoked.isRevoked({ id: 'another', userId: 'max', issuedAt: clock.now() })).toBe(false)
  })

  it('of which one account signs out a tenth end no session of others', async () => {
    const clock = standingClock()
    const revoked = createRevokedSessions(clock, undefined, BOUNDS)
    const victim: IssuedSession = { id: 'victim', userId: 'lin', issuedAt: clock.now() }
    const bystander: IssuedSession = { id: 'bystander', userId: 'lin', issuedAt: clock.now() }
    await revoked.revoke(victim)
    for (let index = 0; index < SUBJECTS / 10; index += 1) {
      clock.advance(1_000)
      await revoked.revoke({ id: `session ${index}`, userId: 'attacker', issuedAt: clock.now() })
    }

    expect([revoked.isRevoked(victim), revoked.isRevoked(bystander)]).toEqual([true, false])
  })
})
