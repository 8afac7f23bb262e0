import { readdirSync, readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { getDirectiveValues, GraphQLSpecifiedByDirective, isScalarType, type GraphQLSchema } from 'graphql'
import { withResponseLimits } from './response/limited-resolvers.ts'
import { withInputPlaces } from './resolvers/argument.ts'
import { networkValues, resolvers } from './resolvers/index.ts'

const folder = new URL('../schema/', import.meta.url)

/** The SDL of `schema/`, one text per file, in the order of their names. */
export const readTypeDefs = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))

/** `makeExecutableSchema` overwrites them with those of the resolvers, which have none. */
const restoreScalarDescriptions = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || !type.astNode) continue
    type.description = type.astNode.description?.value
    type.specifiedByURL = getDirectiveValues(GraphQLSpecifiedByDirective, type.astNode)?.['url'] as
      string | undefined
  }
}

/** The executable schema: `schema/` with its resolvers. Create it once, at startup. */
export const createSchema = (): GraphQLSchema => {
  const schema = makeExecutableSchema({
    typeDefs: readTypeDefs(),
    resolvers: [resolvers, { Network: networkValues }],
    // A test validates the SDL. At each start it would take a tenth of the time.
    assumeValidSDL: true,
  })
  restoreScalarDescriptions(schema)
  return withResponseLimits(withInputPlaces(schema))
}
