import { type ASTNode, Kind, type SelectionNode, visit } from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** Whether `@skip` and `@include` let a node be. */
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

/** Names of the variables on which it hangs what a document selects, in the order of the alphabet. */
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

/** Things that are kept for one document: one for each way in which its conditions turned out. */
const MAX_OUTCOMES = 4

/** What is worked out of a document once for each way in which its conditions turn out. */
export interface ByConditions<Made> {
  /** Names of the variables that it hangs on. */
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
      let outcome = ''
      for (const name of conditions) outcome += variables[name] === true ? '1' : '0'
      const held = known.get(outcome)
      if (held !== undefined) return held
      const made = make((node) => isIncluded(node, variables))
      if (known.size >= MAX_OUTCOMES) known.clear()
      known.set(outcome, made)
      return made
    },
  }
}
