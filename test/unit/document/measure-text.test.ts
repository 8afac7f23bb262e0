import fc from 'fast-check'
import { getLocation, Lexer, Source, TokenKind } from 'graphql'
import { describe, expect, it } from 'vitest'
import { measureText as measure, type TextMeasures } from '../../../src/document/measure-text.ts'

type Size = Pick<TextMeasures, 'tokens' | 'nesting'>

const measureText = (text: string): Size => {
  const { tokens, nesting } = measure(text)
  return { tokens, nesting }
}

/** The same by graphql-js's own lexer, as far as it gets; `isWhole` where it gets to the end. */
const lex = (text: string): Size & { readonly isWhole: boolean } => {
  const lexer = new Lexer(new Source(text))
  let tokens = 0
  let open = 0
  let nesting = 0
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens += 1
      if (['{', '[', '('].includes(kind)) open += 1
      if (['}', ']', ')'].includes(kind)) open = Math.max(0, open - 1)
      nesting = Math.max(nesting, open)
    }
    return { tokens, nesting, isWhole: true }
  } catch {
    return { tokens, nesting, isWhole: false }
  }
}

/** Pieces that mean something to a lexer, so that made-up texts are full of strings, comments and brackets. */
const PIECES = [
  ['{', '}', '(', ')', '[', ']', '!', '$', '&', ':', '=', '@', '|', '...', '.', '-', '?'],
  ['"', '""', '"""', '\\', '\\"', '\\"""', '\\u00e4', '\\u{1F600}', '#', '\n', '\r', ' ', '\t', ','],
  ['name', '_x9', '0', '17', '-3', '1.5', '2e10', '-1.0E-7', '1-2', 'ä', '😀', '\ufeff', '\u0000'],
].flat()
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''))

describe('an unparsed document', () => {
  it('has at least as many tokens as graphql-js reads', () => {
    const seen = { whole: 0, broken: 0 }
    fc.assert(
      fc.property(text, (document) => {
        const { isWhole, ...expected } = lex(document)
        const measured = measureText(document)
        seen[isWhole ? 'whole' : 'broken'] += 1
        if (isWhole) expect(measured).toEqual(expected)
        expect(measured.tokens).toBeGreaterThanOrEqual(expected.tokens)
        expect(measured.nesting).toBeGreaterThanOrEqual(expected.nesting)
      }),
      { numRuns: 20_000, seed: 7 },
    )
    expect(seen.whole).toBeGreaterThan(1_000)
    expect(seen.broken).toBeGreaterThan(1_000)
  })

  it('has no nesting in strings and comments', () => {
    const document = '{ a(b: "}{{{[", c: """ {{ \\""" {{ """) # {{{\n { d } }'

    expect(measureText(document)).toEqual({ tokens: 14, nesting: 2 })
  })

  it('may be nested at any depth', () => {
    expect(measureText('{'.repeat(200_000))).toEqual({ tokens: 200_000, nesting: 200_000 })
  })

  it('has as many lines as graphql-js counts', () => {
    fc.assert(
      fc.property(text, (document) => {
        const { line } = getLocation(new Source(document), document.length)
        expect(measure(document).lines).toBe(line)
      }),
      { numRuns: 5_000, seed: 7 },
    )
  })

  it('has its first long name located, wherever a name can be', () => {
    const long = 'x'.repeat(9)
    for (const document of [
      `{ ${long}: user { id } ${long}x: user { id } }`,
      `{ ${long}(id: 1) }`,
      `{ user(${long}: 1) }`,
      `query ($${long}: ID) { user }`,
      `query ${long} { user }`,
      `{ ...${long} }`,
      `{ ... on ${long} { id } }`,
      `{ user @${long} }`,
      `{ user(by: { ${long}: ${long} }) }`,
      `{ user(at: ${'1'.repeat(9)}) }`,
    ]) {
      const at = document.search(/x{9}|1{9}/)
      expect(measure(`# ${long}x\n  ${document}`, 8).longName).toEqual({ length: 9, line: 2, column: at + 3 })
      expect(measure(document, 10).longName).toBeUndefined()
    }
  })

  it('has no names in strings and comments', () => {
    expect(measure(`{ user(id: "${'x'.repeat(99)}") # ${'x'.repeat(99)}\n }`, 8).longName).toBeUndefined()
  })
})
