import { GraphQLSchema } from 'graphql'
import { isIncremental } from '../src/document/incremental.ts'
import { createSchema } from '../src/schema.ts'

let made: GraphQLSchema | undefined

/** The gateway's schema with its resolvers: made when it is first asked for, then kept. */
export const testSchema = (): GraphQLSchema => (made ??= createSchema())

let executable: GraphQLSchema | undefined

/** The same without `@defer` and `@stream`: graphql-js does not execute a schema that has them. */
export const wholeSchema = (): GraphQLSchema => {
  if (executable) return executable
  const { directives, ...config } = testSchema().toConfig()
  executable = new GraphQLSchema({
    ...config,
    directives: directives.filter(({ name }) => !isIncremental(name)),
  })
  return executable
}
