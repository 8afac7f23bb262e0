import { readFileSync } from 'node:fs'

/** The SDL that all peers serve. */
export const typeDefs = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')
