import { endOfString } from './quoted.ts'

/** The size of a document before it is parsed. */
export interface TextMeasures {
  /**
   * As graphql-js counts them: names, numbers, strings and punctuation, but no comments, commas or
   * whitespace.
   */
  readonly tokens: number
  /** Levels of nested brackets of any kind. */
  readonly nesting: number
  /** As graphql-js counts them. It goes through all lines before an error to report its location. */
  readonly lines: number
  /** The first name or number that is longer than the given limit. */
  readonly longName: LongName | undefined
}

export interface LongName {
  readonly length: number
  /** Both from 1. */
  readonly line: number
  readonly column: number
}

/** The end of a block string, in which only `\"""` is an escape. */
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

/** The index after the match of a pattern at `start`, or after one character where it does not match. */
const endOf = (pattern: RegExp, text: string, start: number): number => {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : start + 1
}

/** \r\n is one line break. */
const countLines = (text: string): number => {
  let lines = 1
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) lines += 1
  for (let index = text.indexOf('\r'); index >= 0; index = text.indexOf('\r', index + 1)) {
    if (text[index + 1] !== '\n') lines += 1
  }
  return lines
}

const locate = (text: string, start: number, end: number): LongName => {
  const before = text.slice(0, start)
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  return { length: end - start, line: countLines(before), column: start - lineStart + 1 }
}

/**
 * Measures a document without parsing it. The parser is recursive, and some twenty thousand brackets overflow
 * its stack. Exact up to the first syntax error, where the parser stops as well.
 * @param maxNameLength names that are longer are located. Default: no limit.
 */
export const measureText = (text: string, maxNameLength = Infinity): TextMeasures => {
  let longName: LongName | undefined
  let tokens = 0
  let open = 0
  let nesting = 0
  let wordEnd = 0
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
        wordEnd = endOf(WORD, text, index)
        if (wordEnd - index > maxNameLength) longName ??= locate(text, index, wordEnd)
        index = wordEnd
    }
  }
  return { tokens, nesting, lines: countLines(text), longName }
}
