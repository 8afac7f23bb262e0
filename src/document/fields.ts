import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** The fragments of a document by their names. */
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

export const fragmentsOf = (document: DocumentNode): Fragments => {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  return fragments
}

export interface FieldOptions {
  readonly schema: GraphQLSchema
  readonly fragments: Fragments
  /** Whether `@skip` and `@include` let it be. */
  readonly isIncluded: (node: SelectionNode) => boolean
}

/** What is selected of one thing, which may be so at several places. */
export type SelectionSets = readonly (SelectionSetNode | undefined)[]

/** Fields that are selected of a type, by their names in the answer, fragments followed. */
export const collectFields = (
  type: GraphQLObjectType,
  sets: SelectionSets,
  { schema, fragments, isIncluded }: FieldOptions,
): ReadonlyMap<string, readonly FieldNode[]> => {
  const found = new Map<string, FieldNode[]>()
  // Spreads of spreads may stand for more fields than can be walked.
  const visited = new Set<string>()
  const applies = (condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true
    const named = schema.getType(condition)
    return isAbstractType(named) && schema.isSubType(named, type)
  }
  const follow = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (!isIncluded(node)) continue
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value
        const known = found.get(key)
        if (known) known.push(node)
        else found.set(key, [node])
        continue
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(node.name.value)) continue
        visited.add(node.name.value)
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
      if (fragment && applies(fragment.typeCondition?.name.value)) follow(fragment.selectionSet)
    }
  }
  for (const set of sets) follow(set)
  return found
}

/** Names in the schema of the fields that are selected of a type. */
export const fieldNames = (
  type: GraphQLObjectType,
  sets: SelectionSets,
  options: FieldOptions,
): ReadonlySet<string> => {
  const fields = [...collectFields(type, sets, options).values()]
  return new Set(fields.flatMap(([node]) => (node ? [node.name.value] : [])))
}
