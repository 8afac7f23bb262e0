import { endOfString } from './quoted.ts'

/** What can be counted of a document before it is parsed. */
export interface TextMeasures {
  /** As graphql-js counts them: names, numbers, strings and punctuation; no comments, commas and blanks. */
  readonly tokens: number
  /** Brackets of any kind inside each other. */
  readonly nesting: number
}

/** Where a text in `"""` ends, in which only `\"""` is an escape. */
const endOfBlock = (text: string, start: number): number => {
  for (let from = start + 3; ;) {
    const end = text.indexOf('"""', from)
    if (end < 0) return text.length
    if (text[end - 1] !== '\\') return end + 3
    from = end + 3
  }
}

/** Names, numbers and ellipses. */
const WORD = /[_A-Za-z][_0-9A-Za-z]*|-?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]*)?|\.{3}/y
const COMMENT = /#[^\n\r]*/y

/** The place behind what a pattern finds at `start`; behind one character where it finds nothing. */
const endOf = (pattern: RegExp, text: string, start: number): number => {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start + 1
}

/**
 * Measures a document without parsing it: a parser calls itself for each bracket, and twenty thousand of them
 * would be too many for its stack. Exact up to the first mistake in the text, where the parser stops, too.
 */
export const measureText = (text: string): TextMeasures => {
  let tokens = 0
  let open = 0
  let nesting = 0
  for (let index = 0; index < text.length;) {
    switch (text[index]) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
      case ',':
      case '\ufeff':
        index += 1
        break
      case '#':
        index = endOf(COMMENT, text, index)
        break
      case '"':
        tokens += 1
        index = text.startsWith('"""', index) ? endOfBlock(text, index) : endOfString(text, index)
        break
      case '{':
      case '[':
      case '(':
        tokens += 1
        index += 1
        open += 1
        if (open > nesting) nesting = open
        break
      case '}':
      case ']':
      case ')':
        tokens += 1
        index += 1
        if (open > 0) open -= 1
        break
      default:
        tokens += 1
        index = endOf(WORD, text, index)
    }
  }
  return { tokens, nesting }
}
