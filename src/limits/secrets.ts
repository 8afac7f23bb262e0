import type { GraphQLSchema } from 'graphql'
import { GatewayError } from '../errors.ts'

/** The directive of the SDL by which a mutation says that it tells whether a secret is right. */
const MARK = 'checksSecret'

/** Names of the mutations that carry `@checksSecret`. */
export const findGuessable = (schema: GraphQLSchema): ReadonlySet<string> => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {})
  const isMarked = ({ astNode }: (typeof fields)[number]): boolean =>
    (astNode?.directives ?? []).some(({ name }) => name.value === MARK)
  return new Set(fields.filter(isMarked).map(({ name }) => name))
}

/**
 * Refuses an operation that tries several secrets: what limits guessing counts requests, here and upstream.
 * @param fields those at the operation's top, once for each name in the answer.
 */
export const checkGuesses = (
  guessable: ReadonlySet<string>,
  fields: readonly string[],
): GatewayError | undefined => {
  const bruteForceGuard = fields.filter((name) => guessable.has(name))
  if (bruteForceGuard.length < 2) return undefined
  const names = [...new Set(bruteForceGuard)].join(', ')
  return new GatewayError(
    'QUERY_TOO_COMPLEX',
    `This document has ${bruteForceGuard.length} mutations that check a secret (${names}); send each by itself.`,
  )
}
