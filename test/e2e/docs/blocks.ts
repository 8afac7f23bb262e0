import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { markdownPages } from '../../support/markdown-pages.ts'

const root = resolve(import.meta.dirname, '../../..')

/** The page that a newcomer begins with. */
const FIRST = 'README.md'

/** Pages whose code has to be true: all but the one that tells of earlier versions. */
export const pages: readonly string[] = [
  FIRST,
  ...markdownPages.filter((page) => page !== FIRST && page !== 'CHANGELOG.md'),
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
  /** What is typed into a terminal, block by block, in the order of the page. */
  readonly commands: readonly Block[]
  /** Files that the gateway is given, by name. */
  readonly files: ReadonlyMap<string, string>
  /** TypeScript, and what programs print: each is held by a test that knows its subject. */
  readonly samples: readonly Block[]
  readonly notRun: readonly Block[]
  /** What is none of these: nothing would notice if it were wrong. */
  readonly unexplained: readonly Block[]
}

const REQUEST_LANGUAGES = ['graphql', 'js']
const SAMPLE_LANGUAGES = ['ts', 'text']
const PICTURE_LANGUAGE = 'mermaid'

const isRequest = ({ language, text }: Block): boolean =>
  REQUEST_LANGUAGES.includes(language) || (language === 'sh' && /\bcurl\b/.test(text))

const isFile = ({ language, fileName }: Block): boolean => language === 'json' && fileName !== ''

/** Sorts the blocks of a text: a `json` block right below a request is its answer. */
export const sortBlocks = (markdown: string): Shown => {
  const all = blocksIn(markdown)
  const blocks = all.filter(({ notRun }) => notRun === undefined)
  const requests = blocks.filter(isRequest).map((block) => {
    const below = all[all.indexOf(block) + 1]
    const isAnswered = below?.isRightBelow && below.language === 'json' && !isFile(below)
    return { block, below: isAnswered ? below : undefined }
  })
  const commands = blocks.filter((block) => block.language === 'sh' && !isRequest(block))
  const files = blocks.filter(isFile)
  const samples = blocks.filter(({ language }) => SAMPLE_LANGUAGES.includes(language))
  const known = new Set([
    ...requests.flatMap(({ block, below }) => [block, below]),
    ...commands,
    ...files,
    ...samples,
  ])
  return {
    requests: requests.map(({ block, below }) => ({ block, answer: below?.text })),
    commands,
    files: new Map(files.map(({ fileName, text }) => [fileName, text])),
    samples,
    notRun: all.filter(({ notRun }) => notRun !== undefined),
    unexplained: blocks.filter((block) => !known.has(block) && block.language !== PICTURE_LANGUAGE),
  }
}

/** The same of a page of this project. */
export const sortPage = (page: string): Shown => sortBlocks(readFileSync(join(root, page), 'utf8'))
