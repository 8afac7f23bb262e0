import { describe, expect, it } from 'vitest'
import {
  createRevokedSessions,
  digestOf,
  type IssuedSession,
  SESSION_LIFETIME_MS,
} from '../../../../src/datasources/sealtalk/revoked-sessions.ts'
import type { SharedFacts } from '../../../../src/datasources/shared-store.ts'

/** What several gateways know, with the questions that were asked. */
const createFacts = () => {
  const known = new Map<string, { value: unknown; ttlMs: number }>()
  const asked: string[] = []
  const facts: SharedFacts = {
    read(kind, key) {
      asked.push(key)
      return Promise.resolve(known.get(`${kind} ${key}`)?.value)
    },
    write: () => undefined,
    insist(kind, key, value, ttlMs) {
      known.set(`${kind} ${key}`, { value, ttlMs })
      return Promise.resolve()
    },
    forget: (kind, key) => void known.delete(`${kind} ${key}`),
  }
  return { facts, known, asked }
}

const digest = digestOf('a sealed session')
const sessionOf = (userId: string, issuedAt: number, name = `${userId} ${issuedAt}`): IssuedSession => ({
  digest: digestOf(name),
  userId,
  issuedAt,
})

describe('sessions that were logged out', () => {
  it('are known at once, and forgotten when they could not live any more', async () => {
    const start = Date.UTC(2026, 0, 15)
    let now = start
    const session = sessionOf('lin', start)
    const revoked = createRevokedSessions({ now: () => now })
    expect(revoked.isRevoked(session)).toBe(false)
    await revoked.revoke(session)
    expect(revoked.isRevoked(session)).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', start, 'another session'))).toBe(false)

    now = start + SESSION_LIFETIME_MS - 1
    expect(revoked.isRevoked(session)).toBe(true)
    now = start + SESSION_LIFETIME_MS + 1
    expect(revoked.isRevoked(session)).toBe(false)
  })

  it('are known to other gateways, who ask for each only until they know', async () => {
    const clock = { now: () => 0 }
    const { facts, known, asked } = createFacts()
    const session = sessionOf('lin', 0)
    await createRevokedSessions(clock, facts).revoke(session)
    const other = createRevokedSessions(clock, facts)

    expect(await other.isRevoked(session)).toBe(true)
    expect(other.isRevoked(session)).toBe(true)
    expect(asked).toEqual([session.digest, 'lin'])
    expect([...known.values()]).toEqual([{ value: true, ttlMs: SESSION_LIFETIME_MS }])
  })

  it('are named by digests that give no session away', () => {
    expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(digest).not.toBe(digestOf('a sealed sessioN'))
  })

  it('are not taken from what others say by mistake', async () => {
    const { facts } = createFacts()
    const odd: SharedFacts = { ...facts, read: () => Promise.resolve('true') }

    expect(await createRevokedSessions({ now: () => 0 }, odd).isRevoked(sessionOf('lin', 0))).toBe(false)
  })
})

describe('many logouts', () => {
  const BOUNDS = { maxEntries: 10, maxPerOwner: 3 }

  it('of one user become one: they stay revoked, with all earlier sessions of this user', async () => {
    const { facts, known } = createFacts()
    const revoked = createRevokedSessions({ now: () => 0 }, facts, BOUNDS)
    const own = Array.from({ length: 1_000 }, (_, index) => sessionOf('max', index * 2 + 1))
    for (const session of own) await revoked.revoke(session)

    for (const session of own) expect(await revoked.isRevoked(session)).toBe(true)
    expect(await revoked.isRevoked(sessionOf('max', 500, 'never logged out'))).toBe(true)
    expect(await revoked.isRevoked(sessionOf('max', 2_001, 'later'))).toBe(false)
    expect(await revoked.isRevoked(sessionOf('lin', 500))).toBe(false)
    expect(known.size).toBeLessThanOrEqual(4)

    const other = createRevokedSessions({ now: () => 0 }, facts, BOUNDS)
    for (const session of own) expect(await other.isRevoked(session)).toBe(true)
    expect(await other.isRevoked(sessionOf('max', 2_001, 'later'))).toBe(false)
  })

  it('of one user do not touch the logouts of another', async () => {
    const revoked = createRevokedSessions({ now: () => 0 }, undefined, BOUNDS)
    await revoked.revoke(sessionOf('lin', 7))
    for (let time = 0; time < 1_000; time += 1) await revoked.revoke(sessionOf('max', time))

    expect(revoked.isRevoked(sessionOf('lin', 7))).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', 6))).toBe(false)
  })

  it('of many users end the oldest sessions of all users, and never revive one', async () => {
    const revoked = createRevokedSessions({ now: () => 0 }, undefined, BOUNDS)
    const all = Array.from({ length: 100 }, (_, index) => sessionOf(`user ${index}`, index))
    for (const session of all) await revoked.revoke(session)

    for (const session of all) expect(revoked.isRevoked(session)).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', 89))).toBe(true)
    expect(revoked.isRevoked(sessionOf('lin', 90))).toBe(false)
  })

  it('of all sessions of a user are known to other gateways, the latest time of them', async () => {
    const { facts } = createFacts()
    const one = createRevokedSessions({ now: () => 0 }, facts)
    const other = createRevokedSessions({ now: () => 0 }, facts)
    await one.revokeAllOf('lin', 20)
    await other.revokeAllOf('lin', 10)

    const third = createRevokedSessions({ now: () => 0 }, facts)
    expect(await third.isRevoked(sessionOf('lin', 20))).toBe(true)
    expect(await third.isRevoked(sessionOf('lin', 21))).toBe(false)
    expect(await other.isRevoked(sessionOf('lin', 15))).toBe(true)
  })
})
