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
export const conditionsOf = (document: ASTNode): readonly string[] => {
  const names = new Set<string>()
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names].toSorted()
}

/** Whether a document asks for parts of its answer to come later. */
export const isIncremental = (document: ASTNode): boolean => {
  let found = false
  visit(document, {
    Directive({ name }) {
      found ||= name.value === 'defer' || name.value === 'stream'
    },
  })
  return found
}
