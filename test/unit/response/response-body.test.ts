import { describe, expect, it } from 'vitest'
import { toBody } from '../../../src/response/response-body.ts'

describe('the body of a response', () => {
  const letters = {
    plain: 'a',
    'of two bytes': 'é',
    'of three bytes': '好',
    'of two halves': '\u{1F600}',
    'a lone half': '\ud83d',
  }

  it.each(Object.entries(letters))('is UTF-8 at every length, with %s', (_, letter) => {
    for (const length of [0, 2048, 2049, 4096, 65_535, 65_536, 65_537, 200_000]) {
      const text = letter.repeat(Math.ceil(length / letter.length)).slice(0, length)
      expect(Buffer.from(toBody(text)).equals(Buffer.from(text))).toBe(true)
    }
  })

  it('shares no memory with another', () => {
    const long = toBody('x'.repeat(60_000))
    const short = toBody('y'.repeat(3_000))

    expect(short.length).toBe(3_000)
    expect(Buffer.isBuffer(short) && short.buffer.byteLength).toBe(3_000)
    expect(long.toString()).toBe('x'.repeat(60_000))
  })
})
