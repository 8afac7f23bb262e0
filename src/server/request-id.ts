import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The id that a client gave its request, if it is one that logs can have; else a new one. */
export const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(given) ? given : randomUUID()
}
