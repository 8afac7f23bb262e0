import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonNesting } from '../../../src/limits/json-nesting.ts'

const nestingOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(nestingOf)) : 0

describe('the nesting of JSON', () => {
  it('equals the nesting of the parsed value, whatever its strings contain', () => {
    const key = fc.string({ unit: fc.constantFrom('{', '[', ']', '"', '\\', 'a', '\n') })
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(key, fc.integer(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (json, space) => {
        expect(jsonNesting(JSON.stringify(json, undefined, space))).toBe(nestingOf(json))
      }),
      { numRuns: 2_000, seed: 3 },
    )
  })

  it('is also computed for text that is not JSON', () => {
    expect(jsonNesting('{"a": [')).toBe(2)
    expect(jsonNesting('"[[[')).toBe(0)
    expect(jsonNesting('[['.repeat(100_000))).toBe(200_000)
    expect(jsonNesting(']]]][[')).toBe(2)
  })
})
