import { readdirSync, readFileSync } from 'node:fs'
import type { GraphQLSchema } from 'graphql'
import { withResponseLimits } from './response/limited-resolvers.ts'
import { createExecutableSchema } from './resolvers/executable-schema.ts'

const folder = new URL('../schema/', import.meta.url)

/** The SDL of `schema/`, one text per file, in the order of their names. */
export const readTypeDefs = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))

/** The executable schema: `schema/` with its resolvers. Create it once, at startup. */
export const createSchema = (): GraphQLSchema => withResponseLimits(createExecutableSchema(readTypeDefs()))
