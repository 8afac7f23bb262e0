import { readdirSync, readFileSync } from 'node:fs'

/** The example operations that GraphiQL opens with, one file per tab. Docs and tests use them as well. */
export const tabsFolder = new URL('tabs/', import.meta.url)

/** A tab that GraphiQL opens with. */
export interface Tab {
  /** For people, such as "A group". */
  readonly title: string
  readonly query: string
}

/** The initial tabs, sorted by file name. The first line of a file is a comment: its title. */
export function readTabs(folder: URL = tabsFolder): Tab[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return names.sort().map((name) => {
    const query = readFileSync(new URL(name, folder), 'utf8')
    return { title: /^# (.+)$/m.exec(query)?.[1] ?? name, query }
  })
}

/** The title of the tab of each operation: GraphiQL itself calls a tab after its operation in front. */
export const titlesOf = (tabs: readonly Tab[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    tabs.flatMap(({ title, query }) =>
      [...query.matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(([, name = '']) => [name, title]),
    ),
  )
