// Writes docs/schema.md from schema/: `npm run docs:schema`.
import { writeFile } from 'node:fs/promises'
import { PAGE, schemaPage } from './schema-reference/page.ts'

await writeFile(PAGE, await schemaPage())
