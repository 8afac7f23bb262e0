import { readTypeDefs } from '../src/schema.ts'

/** The SDL, one text per file. The build replaces this module by one that contains them, since browsers read no files. */
export const typeDefs: readonly string[] = readTypeDefs()
