/** A text, and where each of its characters begins in the text that it was read from. */
export interface Reading {
  readonly text: string
  /** One more than there are characters: the last is the length of the original. */
  readonly offsets: readonly number[]
}

/** Stands for an escaped space. Escaped ones are part of a value, which real ones end. */
export const ESCAPED_SPACE = '␣'

/** Of escaped backslashes, all belong to the code behind them. */
const codes =
  /%([\da-f]{2})|%u([\da-f]{4})|\\+u([\da-f]{4})|\\+u\{([\da-f]{1,6})\}|\\+x([\da-f]{2})|&#(\d{1,7});|&#x([\da-f]{1,6});|&(quot|apos|amp|lt|gt);/gi
/** By themselves, since a quote that a string escapes is not the end of it. */
const shortForms = /\\(["'`\\/nrt])/g

const named: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
}

/** Most readings of a text. What is escaped more often is no longer readable anyway. */
const MAX_READINGS = 9

/**
 * The text itself, then with its escapes replaced, then with those that appear by that, and so on: percent-encoding,
 * escapes of JSON and JavaScript, and HTML entities.
 *
 * @returns undefined if escapes are left after eight times
 */
export function readEscaped(text: string): readonly Reading[] | undefined {
  const readings: Reading[] = [
    { text, offsets: Array.from({ length: text.length + 1 }, (_, index) => index) },
  ]
  for (;;) {
    const last = readings.at(-1)
    const next = last && (unescape(last, codes) ?? unescape(last, shortForms))
    if (!next) return readings
    if (readings.length === MAX_READINGS) return undefined
    readings.push(next)
  }
}

function unescape({ text, offsets }: Reading, escapes: RegExp): Reading | undefined {
  const parts: string[] = []
  const kept: number[] = []
  let at = 0
  for (const match of text.matchAll(escapes)) {
    const replacement = characterOf(match)
    if (replacement === undefined) continue
    parts.push(text.slice(at, match.index), replacement)
    kept.push(...offsets.slice(at, match.index + 1))
    at = match.index + match[0].length
  }
  if (at === 0) return undefined
  return { text: parts.join('') + text.slice(at), offsets: [...kept, ...offsets.slice(at)] }
}

/** What an escape stands for; undefined for characters beyond ASCII and most control characters. */
function characterOf([whole, ...groups]: RegExpExecArray): string | undefined {
  const [hex = '', decimal] = [groups.find((group) => group !== undefined), groups[5]]
  if (!/^(%|\\+[ux]|&#)/.test(whole)) return named[hex.toLowerCase()] ?? hex
  const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
  if (code === 0x20) return ESCAPED_SPACE
  const isText = (code > 0x20 && code < 0x7f) || code === 0x0a || code === 0x0d || code === 0x09
  return isText ? String.fromCharCode(code) : undefined
}
