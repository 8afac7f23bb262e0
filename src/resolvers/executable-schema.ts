import { makeExecutableSchema } from '@graphql-tools/schema'
import { getDirectiveValues, GraphQLSpecifiedByDirective, isScalarType, type GraphQLSchema } from 'graphql'
import { withInputPlaces } from './argument.ts'
import { networkValues, resolvers } from './index.ts'

/** `makeExecutableSchema` overwrites them with those of the resolvers, which have none. */
const restoreScalarDescriptions = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || !type.astNode) continue
    type.description = type.astNode.description?.value
    type.specifiedByURL = getDirectiveValues(GraphQLSpecifiedByDirective, type.astNode)?.['url'] as
      string | undefined
  }
}

/** A schema with the resolvers, for any executor. It needs nothing of Node.js, so that front ends can test in browsers. */
export const createExecutableSchema = (typeDefs: readonly string[]): GraphQLSchema => {
  const schema = makeExecutableSchema({
    typeDefs: [...typeDefs],
    resolvers: [resolvers, { Network: networkValues }],
    // A test validates the SDL. At each start it would take a tenth of the time.
    assumeValidSDL: true,
  })
  restoreScalarDescriptions(schema)
  return withInputPlaces(schema)
}
