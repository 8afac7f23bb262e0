import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Pages whose code has to be true. */
export const pages: readonly string[] = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
]

/** Something between two fences. */
export interface Block {
  /** Line of the opening fence, from 1. */
  readonly line: number
  /** `graphql`, `sh`, …; empty where the fence names none. */
  readonly language: string
  /** What stands behind the language: the name of the file that this is. Empty if nothing. */
  readonly fileName: string
  readonly text: string
  /** Whether nothing stands between this block and the one before. */
  readonly isRightBelow: boolean
  /** Why it is not run, out of a comment `<!-- not run: … -->` above. */
  readonly notRun: string | undefined
}

const FENCE = /^```([^\s`]*)(?: (.*))?$/
const NOT_RUN = /^<!-- not run: (.+) -->$/

/** All blocks of a text, in their order. */
export const blocksIn = (markdown: string): readonly Block[] => {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  let between: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const fence = FENCE.exec(lines[at] ?? '')
    if (!fence) {
      if (lines[at] !== '') between.push(lines[at] ?? '')
      continue
    }
    const end = lines.indexOf('```', at + 1)
    if (end < 0) throw new Error(`line ${at + 1}: the fence has no end`)
    blocks.push({
      line: at + 1,
      language: fence[1] ?? '',
      fileName: fence[2] ?? '',
      text: lines.slice(at + 1, end).join('\n'),
      isRightBelow: blocks.length > 0 && between.length === 0,
      notRun: NOT_RUN.exec(between.at(-1) ?? '')?.[1],
    })
    between = []
    at = end
  }
  return blocks
}

/** What to do with a page's blocks. */
export interface Shown {
  /** What is sent, in the order of the page, each with the answer that the page shows below it. */
  readonly requests: readonly { readonly block: Block; readonly answer: string | undefined }[]
  /** Files that the gateway is given, by name. */
  readonly files: ReadonlyMap<string, string>
  readonly notRun: readonly Block[]
  /** JSON that is neither an answer nor a file nor marked. */
  readonly unexplained: readonly Block[]
}

const isRequest = ({ language, text, notRun }: Block): boolean =>
  notRun === undefined &&
  (language === 'graphql' || language === 'js' || (language === 'sh' && /\bcurl\b/.test(text)))

/** Sorts the blocks of a text: a `json` block right below a request is its answer. */
export const sortBlocks = (markdown: string): Shown => {
  const blocks = blocksIn(markdown)
  const isFile = ({ language, fileName }: Block): boolean => language === 'json' && fileName !== ''
  const isAnswer = (block: Block, index: number): boolean => {
    const above = blocks[index - 1]
    const isBelow = block.isRightBelow && above !== undefined && isRequest(above)
    return block.language === 'json' && !isFile(block) && isBelow
  }
  const answers = new Set(blocks.filter(isAnswer))
  const jsons = blocks.filter((block) => block.language === 'json' && !answers.has(block))
  return {
    requests: blocks.flatMap((block, index) => {
      const below = blocks[index + 1]
      return isRequest(block) ? [{ block, answer: below && answers.has(below) ? below.text : undefined }] : []
    }),
    files: new Map(jsons.filter(isFile).map(({ fileName, text }) => [fileName, text])),
    notRun: blocks.filter(({ notRun }) => notRun !== undefined),
    unexplained: jsons.filter((block) => !isFile(block) && block.notRun === undefined),
  }
}

/** The same of a page of this project. */
export const sortPage = (page: string): Shown => sortBlocks(readFileSync(join(root, page), 'utf8'))
