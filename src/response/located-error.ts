import { type FieldNode, GraphQLError, locatedError, type SourceLocation } from 'graphql'
import { toError, withoutStack } from '../errors.ts'

/** graphql-js goes through the text of the document for each location. */
const cached = new WeakMap<readonly FieldNode[], readonly SourceLocation[] | undefined>()

const locationsOf = (nodes: readonly FieldNode[]): readonly SourceLocation[] | undefined => {
  if (!cached.has(nodes)) cached.set(nodes, new GraphQLError('', { nodes }).locations)
  return cached.get(nodes)
}

/** Sets the locations of an error without its nodes. */
export const withLocations = (
  error: GraphQLError,
  locations: readonly SourceLocation[] | undefined,
): GraphQLError =>
  locations ? Object.defineProperty(error, 'locations', { value: locations, enumerable: true }) : error

const hasOwnPlace = (error: Error): boolean =>
  error instanceof GraphQLError && (error.path !== undefined || error.nodes !== undefined)

/** As graphql-js' `locatedError`, but finds the locations of a field once, for all items of a list. */
export const locateError = (
  thrown: unknown,
  nodes: readonly FieldNode[],
  path: readonly (string | number)[],
): GraphQLError => {
  const originalError = toError(thrown)
  if (hasOwnPlace(originalError)) return locatedError(originalError, nodes, path)
  // It has the stack of the original error.
  const error = withoutStack(() => new GraphQLError(originalError.message, { path, originalError }))
  return withLocations(error, locationsOf(nodes))
}
