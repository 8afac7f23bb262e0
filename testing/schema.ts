import { GraphQLSchema } from 'graphql'
import { isIncremental } from '../src/document/incremental.ts'
import { createExecutableSchema } from '../src/resolvers/executable-schema.ts'
import { typeDefs } from './type-defs.ts'

let schema: GraphQLSchema | undefined

/** The schema with the gateway's resolvers, created on first use. */
export const testSchema = (): GraphQLSchema => (schema ??= createExecutableSchema(typeDefs))

let executable: GraphQLSchema | undefined

/** The schema without `@defer` and `@stream`, because graphql-js does not execute a schema that has them. */
export const wholeSchema = (): GraphQLSchema => {
  if (executable) return executable
  const { directives, ...config } = testSchema().toConfig()
  executable = new GraphQLSchema({
    ...config,
    directives: directives.filter(({ name }) => !isIncremental(name)),
  })
  return executable
}
