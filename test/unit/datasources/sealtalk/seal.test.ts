import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSealer,
  MAX_SEALED_LENGTH,
  type SessionContent,
} from '../../../../src/datasources/sealtalk/seal.ts'
import { Secret } from '../../../../src/secret.ts'

const secret = new Secret('one secret of two gateways')
const sealer = createSealer(secret)

const content = fc.record<SessionContent>({
  cookie: fc.string({ maxLength: 500 }),
  userId: fc.string({ maxLength: 32 }),
  issuedAt: fc.nat(),
})

const sealed = (session: SessionContent): string => sealer.seal(session) ?? ''

describe('a sealed session', () => {
  it('is opened by every gateway that has the secret', () => {
    fc.assert(
      fc.property(content, (session) => {
        expect(createSealer(new Secret('one secret of two gateways')).open(sealed(session))).toEqual(session)
      }),
    )
  })

  it('is rejected with any bit changed', () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.integer({ min: 0, max: 7 }), (session, place, bit) => {
        const bytes = Buffer.from(sealed(session), 'base64url')
        const index = place % bytes.length
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
        expect(sealer.open(bytes.toString('base64url'))).toBeUndefined()
      }),
    )
  })

  it('is rejected with any character changed, so that it has one encoding', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= '
    fc.assert(
      fc.property(content, fc.nat(), fc.constantFrom(...Array.from(alphabet)), (session, place, letter) => {
        const text = sealed(session)
        const index = place % text.length
        fc.pre(text[index] !== letter)
        expect(sealer.open(text.slice(0, index) + letter + text.slice(index + 1))).toBeUndefined()
      }),
    )
  })

  it('is rejected if shortened or extended', () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.string({ minLength: 1, maxLength: 5 }), (session, place, tail) => {
        const text = sealed(session)
        expect(sealer.open(text.slice(0, place % text.length))).toBeUndefined()
        expect(sealer.open(text + tail)).toBeUndefined()
      }),
    )
  })

  it('cannot be opened with another secret, configured or random', () => {
    const text = sealed({ cookie: 'a=b', userId: 'u', issuedAt: 1 })

    expect(createSealer(new Secret('another secret')).open(text)).toBeUndefined()
    expect(createSealer().open(text)).toBeUndefined()
    expect(createSealer().open(createSealer().seal({ cookie: 'a', userId: 'u', issuedAt: 1 }) ?? '')).toBe(
      undefined,
    )
  })

  it('reveals nothing of its content and differs each time', () => {
    const session = { cookie: 'rong_auth_cookie=deadbeef', userId: 'someUser', issuedAt: 1_700_000_000_000 }
    const [one, two] = [sealed(session), sealed(session)]

    expect(one).not.toBe(two)
    expect(one).toMatch(/^[A-Za-z0-9_-]+$/)
    const bytes = Buffer.from(one, 'base64url').toString('latin1')
    for (const part of ['rong_auth_cookie', 'deadbeef', 'someUser']) expect(bytes).not.toContain(part)
  })

  it('is not created if it does not fit into a cookie', () => {
    expect(sealer.seal({ cookie: 'x'.repeat(5_000), userId: 'u', issuedAt: 1 })).toBeUndefined()
    expect(sealed({ cookie: 'x'.repeat(2_000), userId: 'u', issuedAt: 1 }).length).toBeLessThan(
      MAX_SEALED_LENGTH,
    )
    expect(sealer.open('A'.repeat(100_000))).toBeUndefined()
  })
})

describe('a sealer of several secrets', () => {
  const [old, next] = [new Secret('the former secret'), new Secret('the new secret')]
  const session: SessionContent = { cookie: 'a=b', userId: '1', issuedAt: 1 }

  it('seals with the first and opens what any of them sealed', () => {
    const rotated = createSealer(next, [old])
    expect(rotated.open(createSealer(old).seal(session) ?? '')).toEqual(session)
    const resealed = rotated.seal(session) ?? ''
    expect(createSealer(next).open(resealed)).toEqual(session)
    expect(createSealer(old).open(resealed)).toBeUndefined()
    expect(rotated.open(createSealer(new Secret('a third')).seal(session) ?? '')).toBeUndefined()
  })
})
