import { type GraphQLResolveInfo, Kind } from 'graphql'
import { badUserInput } from '../errors.ts'
import { type ListPage, requirePageSize } from './connection.ts'
import { variablesOf } from './selection.ts'

/** Whether the document itself gives an argument a value other than null: `args` also has the schema's defaults. */
const isWritten = (name: string, { fieldNodes: [field], variableValues }: GraphQLResolveInfo): boolean => {
  const value = field?.arguments?.find((argument) => argument.name.value === name)?.value
  if (value?.kind !== Kind.VARIABLE) return value !== undefined && value.kind !== Kind.NULL
  const given = variablesOf(variableValues)[value.name.value]
  return given !== undefined && given !== null
}

/**
 * Reads `first` and `last`. Throws BAD_USER_INPUT where the document has both, and for a size that is not 1 to 500.
 * @param fallback the number of first items where it has neither
 */
export const requireRange = (
  { first, last }: { readonly first?: number | null | undefined; readonly last?: number | null | undefined },
  fallback: number,
  info: GraphQLResolveInfo,
): Pick<ListPage<unknown>, 'size' | 'isFromEnd'> => {
  if (last === undefined || last === null) return { size: requirePageSize(first, fallback) }
  if (isWritten('first', info))
    throw badUserInput('last: cannot be combined with first; send one of them.', ['last'])
  return { size: requirePageSize(last, fallback, 'last'), isFromEnd: true }
}
