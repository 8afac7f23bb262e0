import { type FieldNode, type GraphQLResolveInfo, isObjectType } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { fieldNames } from '../execution/fields.ts'
import { isIncluded } from '../execution/inclusion.ts'

type Variables = Readonly<Record<string, unknown>>

/** Executors differ in how they hand on variables: plain, or beside their sources. */
const variablesOf = (values: object): Variables =>
  'coerced' in values && 'sources' in values ? (values.coerced as Variables) : (values as Variables)

const namesOf = (
  nodes: readonly FieldNode[],
  typeName: string,
  { schema, fragments, variableValues }: GraphQLResolveInfo,
): ReadonlySet<string> => {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) return new Set()
  const sets = nodes.map(({ selectionSet }) => selectionSet)
  const variables = variablesOf(variableValues)
  return fieldNames(type, sets, { schema, fragments, isIncluded: (node) => isIncluded(node, variables) })
}

const isSame = (one: readonly FieldNode[], other: readonly FieldNode[]): boolean =>
  one.length === other.length && one.every((node, index) => node === other[index])

/**
 * Names of the fields that the document selects of what this resolver answers, where that is a
 * `typeName`: fragments followed, `@skip` and `@include` heeded.
 */
export const selectedFields = (
  info: GraphQLResolveInfo,
  typeName: string,
  { selections }: GatewayContext,
): ReadonlySet<string> => {
  const nodes = info.fieldNodes
  const [first] = nodes
  if (!first) return new Set()
  const known = selections.get(first) ?? []
  const hit = known.find((entry) => entry.typeName === typeName && isSame(entry.nodes, nodes))
  if (hit) return hit.fields
  const fields = namesOf(nodes, typeName, info)
  selections.set(first, [...known, { nodes, typeName, fields }])
  return fields
}
