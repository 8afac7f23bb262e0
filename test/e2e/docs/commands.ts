import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Block, pages, sortBlocks } from './blocks.ts'

const root = resolve(import.meta.dirname, '../../..')

/** A command that a page shows. */
export interface Command {
  /** Its line on the page, from 1. */
  readonly line: number
  /** As it stands, with what a backslash continues and without the comment behind it. */
  readonly text: string
}

/** The commands of a block, in their order. */
export const commandsOf = ({ line, text }: Pick<Block, 'line' | 'text'>): readonly Command[] =>
  [...text.matchAll(/(?:.*\\\n)*.+/g)].map(({ 0: written, index }) => ({
    line: line + text.slice(0, index).split('\n').length,
    text: written.replace(/\s+# .*$/, ''),
  }))

/** The commands of tables that begin with a column of that name: each is as good as a block. */
const commandsInTables = (markdown: string): readonly Command[] => {
  const commands: Command[] = []
  let isListed = false
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!line.startsWith('|')) isListed = false
    else if (/^\| command +\|/.test(line)) isListed = true
    const [, text] = /^\| `([^`]+)` +\|/.exec(line) ?? []
    if (isListed && text !== undefined) commands.push({ line: index + 1, text })
  }
  return commands
}

/** What a text has somebody type, in its order: commands of one block together. */
export const typedIn = (markdown: string): readonly (readonly Command[])[] =>
  [
    ...sortBlocks(markdown).commands.map(commandsOf),
    ...commandsInTables(markdown).map((command) => [command]),
  ]
    .filter((block) => block.length > 0)
    .toSorted(([one], [other]) => (one?.line ?? 0) - (other?.line ?? 0))

/** The same of all pages. What several places show alike is there once, where it comes first. */
export const typed: readonly { readonly page: string; readonly blocks: readonly (readonly Command[])[] }[] =
  (() => {
    const known = new Set<string>()
    const isNew = ({ text }: Command): boolean => !known.has(text) && known.add(text).has(text)
    return pages.map((page) => ({
      page,
      blocks: typedIn(readFileSync(join(root, page), 'utf8'))
        .map((block) => block.filter(isNew))
        .filter((block) => block.length > 0),
    }))
  })()
