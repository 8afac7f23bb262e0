import { describe, expect, it } from 'vitest'
import {
  createRevokedSessions,
  digestOf,
  type IssuedSession,
  SESSION_LIFETIME_MS,
} from '../../../../src/datasources/sealtalk/revoked-sessions.ts'
import type {
  RevocationFollower,
  SharedRevocation,
  SharedRevocations,
} from '../../../../src/datasources/shared-store.ts'
import { clockOf, standingClock } from '../../../support/time.ts'

const START = 1_700_000_000_000

/** A store that all its gateways follow, through JSON as over a network. */
const createHub = () => {
  const stored = new Map<string, string>()
  const followers: RevocationFollower[] = []
  const state = { lostAt: undefined as number | undefined, isAway: false }
  const tell = (text: string) => {
    for (const follower of followers) follower.receive((JSON.parse(text) as SharedRevocation).value)
  }
  const connect = (): SharedRevocations => ({
    async put(revocation) {
      if (state.isAway) return false
      const text = JSON.stringify(revocation)
      stored.set(revocation.subject, text)
      tell(text)
      return true
    },
    remove: (subjects) => {
      for (const subject of subjects) stored.delete(subject)
    },
    follow(follower) {
      followers.push(follower)
      for (const text of stored.values()) follower.receive((JSON.parse(text) as SharedRevocation).value)
    },
    lostAt: () => state.lostAt,
  })
  return { stored, followers, state, connect }
}

const sessionOf = (userId: string, issuedAt = START, more: Partial<IssuedSession> = {}): IssuedSession => ({
  id: `${userId} ${issuedAt}`,
  userId,
  issuedAt,
  ...more,
})
const user = (id: string) => ({ kind: 'user', id }) as const

describe('sessions that were logged out', () => {
  it('are known at once, and forgotten when they could not live any more', async () => {
    const clock = standingClock(START)
    const session = sessionOf('lin')
    const revoked = createRevokedSessions(clock)
    expect(revoked.isRevoked(session)).toBe(false)
    await revoked.revoke(session)
    expect(revoked.isRevoked(session)).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', START, { id: 'another session' }))).toBe(false)

    clock.advance(SESSION_LIFETIME_MS - 1)
    expect(revoked.isRevoked(session)).toBe(true)
    clock.advance(2)
    expect(revoked.isRevoked(session)).toBe(false)
  })

  it('stay refused as long as a later seal of theirs could live', async () => {
    const clock = standingClock(START)
    const revoked = createRevokedSessions(clock)
    clock.advance(SESSION_LIFETIME_MS / 2)
    const later = sessionOf('lin', clock.now() - 1, { id: 'one' })
    await revoked.revoke(sessionOf('lin', START, { id: 'one' }))

    clock.advance(SESSION_LIFETIME_MS - 2)
    expect(revoked.isRevoked(later)).toBe(true)
  })

  it('are known to other gateways, also those that start later, without asking', async () => {
    const hub = createHub()
    const clock = standingClock(START)
    const [one, other] = [
      createRevokedSessions(clock, hub.connect()),
      createRevokedSessions(clock, hub.connect()),
    ]
    const session = sessionOf('lin')
    await one.revoke(session)

    expect(other.isRevoked(session)).toBe(true)
    expect(createRevokedSessions(clock, hub.connect()).isRevoked(session)).toBe(true)
  })

  it('are named by digests that give no session away', () => {
    expect(digestOf('a sealed session')).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(digestOf('a sealed session')).not.toBe(digestOf('a sealed sessioN'))
  })

  it.each([
    null,
    'lin',
    { kind: 'session', id: 'lin 1', issuedUntil: 1 },
    { kind: 'user', id: 'lin', issuedUntil: '9' },
    { kind: 'user', id: 'lin', issuedUntil: 9e15, except: 1, exceptFrom: null },
    { kind: 'all', id: 'lin', issuedUntil: 9e15, exceptFrom: null },
  ])('are not taken from what others say by mistake: %j', (value) => {
    const hub = createHub()
    const revoked = createRevokedSessions(standingClock(START), hub.connect())
    hub.followers[0]?.receive(value)

    expect(revoked.isRevoked(sessionOf('lin'))).toBe(false)
  })

  it('of other gateways are known for five seconds after the store is lost', () => {
    const hub = createHub()
    const clock = standingClock(START)
    const revoked = createRevokedSessions(clock, hub.connect())
    expect(revoked.isComplete()).toBe(true)
    hub.state.lostAt = START
    clock.advance(4_999)
    expect(revoked.isComplete()).toBe(true)
    clock.advance(1)
    expect(revoked.isComplete()).toBe(false)
    hub.state.lostAt = undefined
    expect(revoked.isComplete()).toBe(true)
    // A gateway that has never loaded them.
    hub.state.lostAt = -Infinity
    expect(revoked.isComplete()).toBe(false)
    expect(createRevokedSessions(clock).isComplete()).toBe(true)
  })
})

describe('the end of all sessions of a user', () => {
  it('refuses those issued until now, and none that begins later, in the same millisecond either', async () => {
    const revoked = createRevokedSessions(standingClock(START))
    await revoked.revokeAllOf(user('lin'))

    expect(revoked.isRevoked(sessionOf('lin', START))).toBe(true)
    expect(revoked.isRevoked(sessionOf('max', START))).toBe(false)
    for (const _ of [1, 2, 3]) {
      const issuedAt = revoked.issueTime({ userId: 'lin' })
      expect(revoked.isRevoked(sessionOf('lin', issuedAt))).toBe(false)
      await revoked.revokeAllOf(user('lin'))
      expect(revoked.isRevoked(sessionOf('lin', issuedAt))).toBe(true)
    }
    expect(revoked.issueTime({ userId: 'max' })).toBe(START)
  })

  it('by user and by phone in turn ends each time what began before', async () => {
    const revoked = createRevokedSessions(standingClock(START))
    const lin = { userId: 'lin', phone: 'phone of lin' }
    for (const group of [user('lin'), { kind: 'phone', id: lin.phone }, user('lin')] as const) {
      const session = { ...lin, id: 'any', issuedAt: revoked.issueTime(lin) }
      expect(revoked.isRevoked(session)).toBe(false)
      await revoked.revokeAllOf(group)
      expect(revoked.isRevoked(session)).toBe(true)
    }
    expect(revoked.isRevoked(sessionOf('lin', START, { phone: undefined }))).toBe(true)
  })

  it('spares one session until that one ends', async () => {
    const revoked = createRevokedSessions(standingClock(START))
    const [own, other] = [sessionOf('lin', START, { id: 'own' }), sessionOf('lin', START, { id: 'other' })]
    await revoked.revokeAllOf(user('lin'), own)
    expect([own, other].map(revoked.isRevoked)).toEqual([false, true])

    await revoked.revoke(own)
    expect([own, other].map(revoked.isRevoked)).toEqual([true, true])
  })

  it('does not revive a session that it spares, in whatever order gateways hear of it', async () => {
    const clock = standingClock(START)
    const own = sessionOf('lin', START, { id: 'own' })
    const later = sessionOf('lin', START + 10_000, { id: 'own' })
    const ends: unknown[] = []
    const record: SharedRevocations = {
      ...createHub().connect(),
      put: async ({ value }) => ends.push(value) > 0,
    }
    await createRevokedSessions(clock, record).revokeAllOf(user('lin'))
    clock.advance(5_000)
    await createRevokedSessions(clock, record).revokeAllOf(user('lin'), own)

    for (const order of [ends, ends.toReversed()]) {
      const hub = createHub()
      const revoked = createRevokedSessions(clock, hub.connect())
      for (const end of order) hub.followers[0]?.receive(structuredClone(end))
      expect(revoked.isRevoked(own)).toBe(true)
      expect(revoked.isRevoked(later)).toBe(false)
      // The store has the whole of it, although it was told of the parts.
      expect(createRevokedSessions(clock, hub.connect()).isRevoked(own)).toBe(true)
    }
  })

  it('covers sessions of gateways whose clock is ahead, and none that begins after it', async () => {
    const hub = createHub()
    const [one, other] = [standingClock(START), standingClock(START + 900)]
    const [behind, ahead] = [one, other].map((clock) => createRevokedSessions(clock, hub.connect()))
    const before = sessionOf('lin', ahead?.issueTime({ userId: 'lin' }))
    await behind?.revokeAllOf(user('lin'))

    for (const gateway of [behind, ahead]) {
      expect(gateway?.isRevoked(before)).toBe(true)
      const after = sessionOf('lin', gateway?.issueTime({ userId: 'lin' }))
      for (const any of [behind, ahead]) expect(any?.isRevoked(after)).toBe(false)
    }
  })

  it('of a gateway whose clock is far ahead does not move the clock of others', async () => {
    const hub = createHub()
    const wrong = createRevokedSessions(standingClock(START + 9 * SESSION_LIFETIME_MS), hub.connect())
    const right = createRevokedSessions(standingClock(START), hub.connect())
    await wrong.revokeAllOf(user('max'))
    await right.revokeAllOf(user('lin'))

    expect(right.issueTime({ userId: 'lin' })).toBeLessThan(START + 60_000)
  })
})

describe('many logouts', () => {
  const BOUNDS = { maxEntries: 10, maxPerOwner: 3 }

  it('of one user become one: they stay revoked, with all earlier sessions of this user', async () => {
    const hub = createHub()
    const clock = standingClock(START)
    const revoked = createRevokedSessions(clock, hub.connect(), BOUNDS)
    const listener = createRevokedSessions(clock, hub.connect(), BOUNDS)
    const own = Array.from({ length: 1_000 }, (_, index) => sessionOf('max', START + index * 2 + 1))
    for (const session of own) await revoked.revoke(session)

    const late = createRevokedSessions(clock, hub.connect(), BOUNDS)
    for (const gateway of [revoked, listener, late]) {
      for (const session of own) expect(gateway.isRevoked(session)).toBe(true)
      expect(gateway.isRevoked(sessionOf('max', START + 500, { id: 'never logged out' }))).toBe(true)
      expect(gateway.isRevoked(sessionOf('max', START + 2_001, { id: 'later' }))).toBe(false)
      expect(gateway.isRevoked(sessionOf('lin', START + 500))).toBe(false)
    }
    expect(hub.stored.size).toBeLessThanOrEqual(4)
  })

  it('of one user do not touch the logouts of another', async () => {
    const revoked = createRevokedSessions(
      clockOf(() => 0),
      undefined,
      BOUNDS,
    )
    await revoked.revoke(sessionOf('lin', 7))
    for (let time = 0; time < 1_000; time += 1) await revoked.revoke(sessionOf('max', time))

    expect(revoked.isRevoked(sessionOf('lin', 7))).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', 6))).toBe(false)
  })

  it('of many users end the oldest sessions of all users, and never revive one', async () => {
    const revoked = createRevokedSessions(
      clockOf(() => 0),
      undefined,
      BOUNDS,
    )
    const all = Array.from({ length: 100 }, (_, index) => sessionOf(`user ${index}`, index))
    for (const session of all) await revoked.revoke(session)

    for (const session of all) expect(revoked.isRevoked(session)).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', 89))).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', 90))).toBe(false)
  })

  it('are given to a store that has lost them', async () => {
    const hub = createHub()
    const clock = standingClock(START)
    const revoked = createRevokedSessions(clock, hub.connect())
    hub.state.isAway = true
    await revoked.revoke(sessionOf('lin'))
    await revoked.revokeAllOf(user('max'))
    expect(hub.stored.size).toBe(0)

    const known = hub.followers[0]?.known() ?? []
    expect(known.map(({ subject }) => subject).toSorted()).toEqual([`session lin ${START}`, 'user max'])
    for (const { expiresAt } of known) expect(expiresAt).toBeGreaterThanOrEqual(START + SESSION_LIFETIME_MS)
  })
})
