import { type FieldNode, type GraphQLResolveInfo, isObjectType, Kind, type SelectionSetNode } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { isIncluded } from '../execution/inclusion.ts'

type Variables = Readonly<Record<string, unknown>>

/** Executors differ in how they hand on variables: plain, or beside their sources. */
const variablesOf = (info: GraphQLResolveInfo): Variables => {
  const values: object = info.variableValues
  return 'coerced' in values && 'sources' in values ? (values.coerced as Variables) : (values as Variables)
}

const collect = (
  nodes: readonly FieldNode[],
  typeName: string,
  info: GraphQLResolveInfo,
): ReadonlySet<string> => {
  const fields = new Set<string>()
  const visited = new Set<string>()
  const variables = variablesOf(info)
  const applies = (condition: string | undefined): boolean =>
    condition === undefined || condition === typeName || !isObjectType(info.schema.getType(condition))
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (!isIncluded(node, variables)) continue
      if (node.kind === Kind.FIELD) {
        fields.add(node.name.value)
        continue
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        // Spreads of spreads may stand for more fields than can be walked.
        if (visited.has(node.name.value)) continue
        visited.add(node.name.value)
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node
      if (fragment && applies(fragment.typeCondition?.name.value)) visit(fragment.selectionSet)
    }
  }
  for (const node of nodes) visit(node.selectionSet)
  return fields
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
  const fields = collect(nodes, typeName, info)
  selections.set(first, [...known, { nodes, typeName, fields }])
  return fields
}
