import { recall, remember } from './memory.js'

const MEMORY = 'parley:headers'

/** @type {Set<() => void>} */
const listeners = new Set()

/** What was typed as the headers of all tabs: one `Name: value` per line. Ends with this visit. */
export const readHeadersText = () => recall(MEMORY, 'sessionStorage') ?? ''

/** @param {string} text */
export function writeHeadersText(text) {
  remember(MEMORY, text, 'sessionStorage')
  for (const listener of listeners) listener()
}

/** Calls the listener after each change, until the returned function is called. @param {() => void} listener */
export function onHeadersChange(listener) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * The headers of a text, and what is wrong with its lines.
 *
 * @param {string} text
 */
export function parseHeaders(text) {
  const headers = new Headers()
  /** @type {string[]} */
  const problems = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, name = '', value = ''] = /^\s*([^:\s]+)\s*:(.*)$/.exec(line) ?? []
    try {
      headers.set(name, value.trim())
    } catch {
      problems.push(`Line ${index + 1} is not a header such as "Name: value".`)
    }
  }
  return { headers, problems }
}

/** The headers of all tabs. Lines that are none are left out. */
export const sharedHeaders = () => parseHeaders(readHeadersText()).headers

/** Sets one header of all tabs, or takes it away. @param {string} name @param {string | undefined} value */
export function setSharedHeader(name, value) {
  const others = readHeadersText()
    .split('\n')
    .filter((line) => line.trim() !== '' && line.split(':')[0]?.trim().toLowerCase() !== name.toLowerCase())
  writeHeadersText([...others, ...(value === undefined ? [] : [`${name}: ${value}`])].join('\n'))
}
