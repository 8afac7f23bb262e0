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
  /** By `@skip` and `@include`. */
  readonly isIncluded: (node: SelectionNode) => boolean
}

/** The selections on one object, which may stand at several places. */
export type SelectionSets = readonly (SelectionSetNode | undefined)[]

/** The fields that are selected on a type, by their names in the response. Fragments are followed. */
export const collectFields = (
  type: GraphQLObjectType,
  sets: SelectionSets,
  { schema, fragments, isIncluded }: FieldOptions,
): ReadonlyMap<string, readonly FieldNode[]> => {
  const found = new Map<string, FieldNode[]>()
  // Nested spreads can grow exponentially, so each fragment is followed once.
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

/** The names in the schema of the fields that are selected on a type. */
export const fieldNames = (
  type: GraphQLObjectType,
  sets: SelectionSets,
  options: FieldOptions,
): ReadonlySet<string> => {
  const fields = [...collectFields(type, sets, options).values()]
  return new Set(fields.flatMap(([node]) => (node ? [node.name.value] : [])))
}
