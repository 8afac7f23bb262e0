// The whole SDL on stdout, for tools where introspection is off.
import { printSchema } from 'graphql'
import { createSchema } from '../src/schema.ts'

process.stdout.write(`${printSchema(createSchema())}\n`)
