import { type ASTNode, Kind, type SelectionNode, visit } from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** Whether `@skip` and `@include` keep a node. */
export const isIncluded = (node: SelectionNode, variables: Variables): boolean =>
  (node.directives ?? []).every((directive) => {
    const name = directive.name.value
    if (name !== 'skip' && name !== 'include') return true
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value
    const value =
      condition?.kind === Kind.VARIABLE
        ? variables[condition.name.value]
        : condition?.kind === Kind.BOOLEAN && condition.value
    return name === 'include' ? value === true : value !== true
  })

/** The sorted names of the variables that `@skip` and `@include` of a document use. */
const conditionsOf = (document: ASTNode): readonly string[] => {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names].toSorted()
}

/** How many combinations of condition values are cached for one document. */
const MAX_COMBINATIONS = 4

/** Values that are created for a document once for each combination of its conditions. */
export interface ByConditions<Made> {
  /** Names of the variables that the conditions use. */
  readonly conditions: readonly string[]
  /** @param variables as graphql-js has coerced them. */
  of(variables: Variables): Made
}

export const byConditions = <Made>(
  document: ASTNode,
  make: (isIncludedThen: (node: SelectionNode) => boolean) => Made,
): ByConditions<Made> => {
  const conditions = conditionsOf(document)
  const known = new Map<string, Made>()
  return {
    conditions,
    of(variables) {
      let combination = ''
      for (const name of conditions) combination += variables[name] === true ? '1' : '0'
      const held = known.get(combination)
      if (held !== undefined) return held
      const made = make((node) => isIncluded(node, variables))
      if (known.size >= MAX_COMBINATIONS) known.clear()
      known.set(combination, made)
      return made
    },
  }
}
