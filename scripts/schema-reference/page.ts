import { readdirSync, readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { schemaReference } from './reference.ts'

const folder = new URL('../../schema/', import.meta.url)

/** The page that `npm run docs:schema` writes. */
export const PAGE = new URL('../../docs/schema.md', import.meta.url)

/** The text of the page, formatted like every other page. */
export const schemaPage = async (): Promise<string> => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
  return format(schemaReference(files), { ...(await resolveConfig(PAGE)), parser: 'markdown' })
}
