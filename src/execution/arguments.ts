import { type ASTNode, type FieldNode, getArgumentValues, GraphQLError, type VariableValues } from 'graphql'

type Definition = Parameters<typeof getArgumentValues>[0]

const contains = ({ loc: outer }: ASTNode, { loc: inner }: ASTNode): boolean =>
  outer !== undefined && inner !== undefined && outer.start <= inner.start && inner.end <= outer.end

/**
 * As graphql-js' `getArgumentValues`, but locates an error at the whole value of its argument, where Yoga's executor
 * locates it, and not at the part of it that is wrong.
 */
export const argumentValues = (
  definition: Definition,
  node: FieldNode,
  variableValues?: VariableValues,
): Readonly<Record<string, unknown>> => {
  try {
    return getArgumentValues(definition, node, variableValues)
  } catch (error) {
    const place = error instanceof GraphQLError ? error.nodes?.[0] : undefined
    const argument = place && node.arguments?.find(({ value }) => contains(value, place))
    if (!argument || !(error instanceof GraphQLError)) throw error
    throw new GraphQLError(error.message, { nodes: argument.value })
  }
}
