import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toJsonPieces } from '../../../src/response/json-pieces.ts'

const textOf = (value: unknown): string => Buffer.concat(toJsonPieces(value) ?? []).toString()

describe('JSON in pieces', () => {
  it('is what JSON.stringify writes, whatever the value', () => {
    const strings = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '"', 'ü', '\0') }),
    )
    const leaves = fc.oneof(
      strings,
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined, () => 1, Symbol('s'), new Date(0), Object.create(null)),
    )
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        leaves,
        fc.array(tie('value')),
        fc.dictionary(strings, tie('value')),
      ),
    }))
    fc.assert(
      fc.property(value, (drawn) => {
        expect(textOf({ drawn })).toBe(JSON.stringify({ drawn }))
        expect(textOf([drawn])).toBe(JSON.stringify([drawn]))
      }),
    )
  })

  it('has pieces below 128 KiB, each with memory of its own, in every alphabet', () => {
    for (const letter of ['a', 'ü', '好', '\u{1F600}']) {
      const value = { list: Array.from({ length: 2_000 }, (_, id) => ({ id, name: letter.repeat(100) })) }
      const pieces = toJsonPieces(value) ?? []

      expect(pieces.length).toBeGreaterThan(2)
      expect(Buffer.concat(pieces).toString()).toBe(JSON.stringify(value))
      for (const { length, buffer } of pieces) {
        expect(length).toBeLessThan(128 * 1024)
        expect(buffer.byteLength).toBe(length)
      }
    }
  })

  it('is undefined where it is larger than the limit, and not written to its end', () => {
    let written = 0
    const item = { toJSON: () => ((written += 1), 'x'.repeat(998)) }
    const list = Array.from({ length: 1_000 }, () => item)
    const bytes = 1_000 * 1_001 + 1

    expect(toJsonPieces(list, bytes)).toHaveLength(31)
    expect(toJsonPieces(list, bytes - 1)).toBeUndefined()
    written = 0
    expect(toJsonPieces(list, 100_000)).toBeUndefined()
    expect(written).toBeLessThan(140)
  })
})
