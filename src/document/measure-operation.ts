import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** The size of an operation. A fragment counts each time that it is spread. */
export interface OperationMeasures {
  /** Levels of nested fields: 1 for `{ viewer }`. */
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  /** Root fields: names in the response, and the names of their fields. */
  readonly rootFields: ReadonlyMap<string, string>
}

type Measures = Omit<OperationMeasures, 'rootFields'>

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

const NOTHING: Measures = { depth: 0, aliases: 0, directives: 0 }

const countDirectives = ({ directives }: { readonly directives?: readonly unknown[] | undefined }): number =>
  directives?.length ?? 0

/**
 * `ofType` of introspection does not count as a level, since it unwraps one type and cannot multiply. So the
 * introspection query of tools passes, which nests nine of them. No other type has a field of that name.
 */
const levelsOf = (fieldName: string): number => (fieldName === 'ofType' ? 0 : 1)

/** Measures selections, each fragment once, since nested spreads can grow exponentially. */
const createMeter = (fragments: Fragments) => {
  const known = new Map<string, Measures>()

  const measureFragment = (name: string): Measures => {
    const measured = known.get(name)
    if (measured) return measured
    // Validation reports a fragment that contains itself.
    known.set(name, NOTHING)
    const fragment = fragments.get(name)
    if (!fragment) return NOTHING
    const inside = measureSet(fragment.selectionSet)
    const measures = { ...inside, directives: inside.directives + countDirectives(fragment) }
    known.set(name, measures)
    return measures
  }

  const measureSet = (set: SelectionSetNode | undefined): Measures => {
    let { depth, aliases, directives } = NOTHING
    for (const node of set?.selections ?? []) {
      const inside =
        node.kind === Kind.FRAGMENT_SPREAD ? measureFragment(node.name.value) : measureSet(node.selectionSet)
      const isField = node.kind === Kind.FIELD
      depth = Math.max(depth, inside.depth + (isField ? levelsOf(node.name.value) : 0))
      aliases += inside.aliases + (isField && node.alias ? 1 : 0)
      directives += inside.directives + countDirectives(node)
    }
    return { depth, aliases, directives }
  }

  return measureSet
}

const rootFieldsOf = (operation: OperationDefinitionNode, fragments: Fragments): Map<string, string> => {
  const found = new Map<string, string>()
  const visited = new Set<string>()
  const follow = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        found.set(node.alias?.value ?? node.name.value, node.name.value)
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        follow(node.selectionSet)
      } else if (!visited.has(node.name.value)) {
        visited.add(node.name.value)
        const fragment = fragments.get(node.name.value)
        if (fragment) follow(fragment.selectionSet)
      }
    }
  }
  follow(operation.selectionSet)
  return found
}

const isOperation = (node: { readonly kind: string }): node is OperationDefinitionNode =>
  node.kind === Kind.OPERATION_DEFINITION

/** Measures each operation of a document, valid or not, in time linear to its text. */
export const measureOperations = (document: DocumentNode): readonly OperationMeasures[] => {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  )
  const measureSet = createMeter(fragments)
  return document.definitions.filter(isOperation).map((operation) => {
    const { depth, aliases, directives } = measureSet(operation.selectionSet)
    const declared = (operation.variableDefinitions ?? []).reduce(
      (sum, definition) => sum + countDirectives(definition),
      0,
    )
    return {
      depth,
      aliases,
      directives: directives + declared + countDirectives(operation),
      rootFields: rootFieldsOf(operation, fragments),
    }
  })
}
