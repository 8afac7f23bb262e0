import type { IncomingMessage } from 'node:http'

/**
 * All values of a header as they were sent, trimmed. Node.js keeps the first of some headers and joins others.
 * @param name in lower case
 */
export const valuesOf = ({ headers, rawHeaders }: IncomingMessage, name: string): readonly string[] => {
  if (headers[name] === undefined) return []
  const values: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index] ?? ''
    if (given.length !== name.length || given.toLowerCase() !== name) continue
    values.push(rawHeaders[index + 1]?.trim() ?? '')
  }
  return values
}
