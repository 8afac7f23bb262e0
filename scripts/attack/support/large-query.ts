import { MIXIN_EXAMPLES } from '../../../sandbox/mixin/examples.ts'
import type { Target } from './target.ts'

/** Aliases of one query, below the default limit. */
const ALIASES = 28
/** Length of an alias, below the default limit. */
const ALIAS_LENGTH = 120

const GROUP = `mixin:conversation:${MIXIN_EXAMPLES.group250Id}`

/** @param groups how often the response has the 250 people of a group */
const queryOf = (nonce: number, groups: number): string => {
  const fields = Array.from(
    { length: ALIASES },
    (_, index) => `${`a${nonce < 0 ? 'r' : ''}${Math.abs(nonce)}x${index}_`.padEnd(ALIAS_LENGTH, 'a')}: name`,
  )
  const ids = Array.from({ length: groups }, () => `"${GROUP}"`).join(' ')
  return `{ nodes(ids: [${ids}]) { ... on Conversation { participants(first: 250) { nodes {
    user { ${fields.join(' ')} } } } } } }`
}

/** A query of some kilobytes whose response is large. */
export interface LargeQuery {
  /** A query whose response no other query shares. */
  of(nonce: number): string
  /** Sends it and reads the response. */
  send(nonce: number): Promise<string>
  readonly responseBytes: number
}

/**
 * @param groups megabytes of the response, roughly
 * @throws Error if the gateway refuses it
 */
export const measureLargeQuery = async ({ url }: Target, groups = 1): Promise<LargeQuery> => {
  const send = async (nonce: number): Promise<string> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: queryOf(nonce, groups) }),
    })
    return response.text()
  }
  const text = await send(0)
  if (text.includes('"errors"')) throw new Error(text.slice(0, 500))
  return { of: (nonce) => queryOf(nonce, groups), send, responseBytes: text.length }
}
