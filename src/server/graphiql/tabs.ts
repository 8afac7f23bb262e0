import { readdirSync, readFileSync } from 'node:fs'

/** The folder of example operations that ships with the gateway; docs, tests and GraphiQL share them. */
export const examplesFolder = new URL('../../../examples/', import.meta.url)

/** The documents that GraphiQL opens with, one a tab, in the order of their file names. */
export function readTabs(folder: URL = examplesFolder): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return names.sort().map((name) => readFileSync(new URL(name, folder), 'utf8'))
}
