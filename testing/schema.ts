import { GraphQLSchema } from 'graphql'
import { isIncremental } from '../src/document/incremental.ts'
import { createSchema } from '../src/schema.ts'

let schema: GraphQLSchema | undefined

/** The gateway's executable schema, created on first use. */
export const testSchema = (): GraphQLSchema => (schema ??= createSchema())

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
