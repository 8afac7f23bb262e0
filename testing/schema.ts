import type { GraphQLSchema } from 'graphql'
import { createSchema } from '../src/schema.ts'

let made: GraphQLSchema | undefined

/** The gateway's schema with its resolvers: made when it is first asked for, then kept. */
export const testSchema = (): GraphQLSchema => (made ??= createSchema())
