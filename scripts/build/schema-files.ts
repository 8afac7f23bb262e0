// Writes the files that the package exports beside `parley-gateway/schema`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { printSdl } from '../../src/document/sdl.ts'
import { possibleTypes } from '../../src/generated/names.ts'
import { createSchema } from '../../src/schema.ts'

const folder = 'dist/schema/built'
const schema = createSchema()
const files = {
  'schema.graphql': printSdl(schema),
  'schema.strict.graphql': printSdl(schema, { strict: true }),
  'possibleTypes.json': `${JSON.stringify(possibleTypes, null, 2)}\n`,
}

mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text)
