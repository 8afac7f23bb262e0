import { readdirSync, readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import { networkValues, resolvers } from './resolvers/index.ts'

const folder = new URL('../schema/', import.meta.url)

/** The SDL of `schema/`, one text per file, in the order of their names. */
export const readTypeDefs = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))

/** The schema with its resolvers. Read once, at start. */
export const createSchema = (): GraphQLSchema =>
  makeExecutableSchema({ typeDefs: readTypeDefs(), resolvers: [resolvers, { Network: networkValues }] })
