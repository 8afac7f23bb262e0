import { readdirSync, readFileSync } from 'node:fs'

/** The example operations of the gateway, which the docs and tests use as well. */
export const examplesFolder = new URL('../../../examples/', import.meta.url)

/** The documents of GraphiQL's initial tabs, sorted by file name. */
export function readTabs(folder: URL = examplesFolder): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'))
}
