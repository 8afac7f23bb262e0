import { describe, expect, it } from 'vitest'
import {
  createRevokedSessions,
  digestOf,
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
    forget: () => undefined,
  }
  return { facts, known, asked }
}

const digest = digestOf('a sealed session')

describe('sessions that were logged out', () => {
  it('are known at once, and forgotten when they could not live any more', async () => {
    const start = Date.UTC(2026, 0, 15)
    let now = start
    const revoked = createRevokedSessions({ now: () => now })
    expect(revoked.isRevoked(digest)).toBe(false)
    await revoked.revoke(digest)
    expect(revoked.isRevoked(digest)).toBe(true)
    expect(revoked.isRevoked(digestOf('another session'))).toBe(false)

    now = start + SESSION_LIFETIME_MS - 1
    expect(revoked.isRevoked(digest)).toBe(true)
    now = start + SESSION_LIFETIME_MS + 1
    expect(revoked.isRevoked(digest)).toBe(false)
  })

  it('are known to other gateways, who ask for each only until they know', async () => {
    const clock = { now: () => 0 }
    const { facts, known, asked } = createFacts()
    await createRevokedSessions(clock, facts).revoke(digest)
    const other = createRevokedSessions(clock, facts)

    expect(await other.isRevoked(digest)).toBe(true)
    expect(other.isRevoked(digest)).toBe(true)
    expect(asked).toEqual([digest])
    expect([...known.values()]).toEqual([{ value: true, ttlMs: SESSION_LIFETIME_MS }])
  })

  it('are named by digests that give no session away', () => {
    expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(digest).not.toBe(digestOf('a sealed sessioN'))
  })

  it('are not taken from what others say by mistake', async () => {
    const { facts } = createFacts()
    const odd: SharedFacts = { ...facts, read: () => Promise.resolve('true') }

    expect(await createRevokedSessions({ now: () => 0 }, odd).isRevoked(digest)).toBe(false)
  })
})
