import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyedDigest } from '../../../src/request/keyed-digest.ts'

const key = randomBytes(32)
const digest = createKeyedDigest(key)
const hmacOf = (text: string): string => createHmac('sha256', key).update(text).digest('base64url')

describe('keyed digest', () => {
  it.each([
    ['no text', ''],
    ['a token', 'eyJhbGciOiJFZERTQSJ9.abc-_.def'],
    ['a text of three bytes per unit', '€'.repeat(1_024)],
    ['a text of four bytes per character', '😀'.repeat(512)],
    ['a lone surrogate', 'a\ud800b'],
    ['the longest text that fits', 'x'.repeat(1_024)],
    ['a longer text', 'é'.repeat(1_025)],
    ['a text of many blocks', 'y'.repeat(20_000)],
  ])('is HMAC-SHA-256 for %s', (_, text) => {
    expect(digest(text)).toBe(hmacOf(text))
  })

  it('is the same for a short text after a long one', () => {
    digest('z'.repeat(1_000))
    expect(digest('short')).toBe(hmacOf('short'))
  })

  it('is another one with another key', () => {
    expect(createKeyedDigest(randomBytes(32))('text')).not.toBe(digest('text'))
  })
})
