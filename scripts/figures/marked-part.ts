import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'

/** The marks around the part of a page that a script writes. */
const marksOf = (id: string): readonly [begin: string, end: string] => [`<!-- ${id} -->`, `<!-- /${id} -->`]

/** A table in Markdown. */
export const toTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/**
 * The page with another text between the marks of this part, formatted as `npm run format:check` expects.
 * @throws Error if the page has no such marks
 */
export const withMarkedPart = async (page: URL, id: string, text: string): Promise<string> => {
  const [begin, end] = marksOf(id)
  const former = await readFile(page, 'utf8')
  const [before, after] = [former.indexOf(begin), former.indexOf(end)]
  if (before < 0 || after < before) throw new Error(`${page.pathname} lacks ${begin} … ${end}`)
  const written = `${former.slice(0, before)}${begin}\n\n${text}\n\n${former.slice(after)}`
  return format(written, { ...(await resolveConfig(page)), parser: 'markdown' })
}

/** Writes the part into the page. @throws as `withMarkedPart` does */
export const writeMarkedPart = async (page: URL, id: string, text: string): Promise<void> =>
  writeFile(page, await withMarkedPart(page, id, text))
