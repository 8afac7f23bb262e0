import { readdirSync, readFileSync } from 'node:fs'

/** The example operations that GraphiQL opens with, one file per tab. Docs and tests use them as well. */
export const tabsFolder = new URL('tabs/', import.meta.url)

/** The documents of GraphiQL's initial tabs, sorted by file name. */
export function readTabs(folder: URL = tabsFolder): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'))
}
