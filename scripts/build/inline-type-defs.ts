// Puts the SDL into the module of the build that reads it from files otherwise: browsers test with it, too.
import { writeFileSync } from 'node:fs'
import { readTypeDefs } from '../../src/schema.ts'

writeFileSync(
  'dist/testing/type-defs.js',
  `export const typeDefs = ${JSON.stringify(readTypeDefs(), undefined, 2)}\n`,
)
