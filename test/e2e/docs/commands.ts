import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Block, pages, sortBlocks } from './blocks.ts'

const root = resolve(import.meta.dirname, '../../..')

/** A command on a page. */
export interface Command {
  /** Its line on the page, from 1. */
  readonly line: number
  /** Its text, including lines continued by a backslash, without a trailing comment. */
  readonly text: string
}

/** The commands of a block, in order. */
export const commandsOf = ({ line, text }: Pick<Block, 'line' | 'text'>): readonly Command[] =>
  [...text.matchAll(/(?:.*\\\n)*.+/g)].map(({ 0: written, index }) => ({
    line: line + text.slice(0, index).split('\n').length,
    text: written.replace(/\s+# .*$/, ''),
  }))

/** The commands of tables whose first column is `command`. */
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

/** All commands of a text, in order, grouped by block. */
export const typedIn = (markdown: string): readonly (readonly Command[])[] =>
  [
    ...sortBlocks(markdown).commands.map(commandsOf),
    ...commandsInTables(markdown).map((command) => [command]),
  ]
    .filter((block) => block.length > 0)
    .toSorted(([one], [other]) => (one?.line ?? 0) - (other?.line ?? 0))

/** Starts a gateway, which the commands after it on the same page use. */
const startsGateway = (text: string): boolean => text === 'npm start'

/** The commands of all pages. A command of several pages is listed once, at its first place, unless it starts a gateway. */
export const typed: readonly { readonly page: string; readonly blocks: readonly (readonly Command[])[] }[] =
  (() => {
    const known = new Set<string>()
    const isNew = ({ text }: Command): boolean =>
      startsGateway(text) || (!known.has(text) && known.add(text).has(text))
    return pages.map((page) => ({
      page,
      blocks: typedIn(readFileSync(join(root, page), 'utf8'))
        .map((block) => block.filter(isNew))
        .filter((block) => block.length > 0),
    }))
  })()
