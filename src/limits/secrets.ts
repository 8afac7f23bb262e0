import type { GraphQLSchema } from 'graphql'
import { GatewayError } from '../errors.ts'

/** The directive that marks mutations which check a password, code, PIN or token. */
const DIRECTIVE = 'checksSecret'

/** Names of the mutations that carry `@checksSecret`. */
export const findSecretMutations = (schema: GraphQLSchema): ReadonlySet<string> => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {})
  const isMarked = ({ astNode }: (typeof fields)[number]): boolean =>
    (astNode?.directives ?? []).some(({ name }) => name.value === DIRECTIVE)
  return new Set(fields.filter(isMarked).map(({ name }) => name))
}

/**
 * Rejects an operation that checks several secrets, because the limits on guessing count requests.
 * @param fields the root fields of the operation, once for each response name
 */
export const checkSecretMutations = (
  secretMutations: ReadonlySet<string>,
  fields: readonly string[],
): GatewayError | undefined => {
  const found = fields.filter((name) => secretMutations.has(name))
  if (found.length < 2) return undefined
  const names = [...new Set(found)].join(', ')
  return new GatewayError(
    'QUERY_TOO_COMPLEX',
    `This document has ${found.length} mutations that check a secret (${names}). Send each in its own request.`,
  )
}
