import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { markdownPages } from '../../support/markdown-pages.ts'

const root = resolve(import.meta.dirname, '../../..')

/** The page that newcomers read first. */
const FIRST = 'README.md'

/** Pages whose code has to work: all but the changelog, which describes earlier versions. */
export const pages: readonly string[] = [
  FIRST,
  ...markdownPages.filter((page) => page !== FIRST && page !== 'CHANGELOG.md'),
]

/** A fenced code block. */
export interface Block {
  /** Line of the opening fence, from 1. */
  readonly line: number
  /** `graphql`, `sh`, …; empty where the fence names none. */
  readonly language: string
  /** The text after the language: the name of the file that the block shows. Empty if there is none. */
  readonly fileName: string
  readonly text: string
  /** Whether there is nothing between this block and the previous one. */
  readonly isRightBelow: boolean
  /** Why it is not run, from a comment `<!-- not run: … -->` above it. */
  readonly notRun: string | undefined
}

const FENCE = /^```([^\s`]*)(?: (.*))?$/
const NOT_RUN = /^<!-- not run: (.+) -->$/

/** All blocks of a text, in order. */
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
    if (end < 0) throw new Error(`line ${at + 1}: the fence is not closed`)
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

/** The blocks of a page, by what the tests do with them. */
export interface Shown {
  /** What is sent to the gateway, in page order, each with the response that the page shows below it. */
  readonly requests: readonly { readonly block: Block; readonly response: string | undefined }[]
  /** Blocks of shell commands, in page order. */
  readonly commands: readonly Block[]
  /** Files for the gateway, by name. */
  readonly files: ReadonlyMap<string, string>
  /** TypeScript and program output. A specific test checks each. */
  readonly samples: readonly Block[]
  readonly notRun: readonly Block[]
  /** All other blocks: no test would notice if they were wrong. */
  readonly unexplained: readonly Block[]
}

const REQUEST_LANGUAGES = ['graphql', 'js']
const SAMPLE_LANGUAGES = ['ts', 'tsx', 'text']
const PICTURE_LANGUAGE = 'mermaid'

const isRequest = ({ language, text }: Block): boolean =>
  REQUEST_LANGUAGES.includes(language) || (language === 'sh' && /\bcurl\b/.test(text))

const isFile = ({ language, fileName }: Block): boolean => language === 'json' && fileName !== ''

/** Sorts the blocks of a text. A `json` block right below a request is its response. */
export const sortBlocks = (markdown: string): Shown => {
  const all = blocksIn(markdown)
  const blocks = all.filter(({ notRun }) => notRun === undefined)
  const requests = blocks.filter(isRequest).map((block) => {
    const below = all[all.indexOf(block) + 1]
    const hasResponse = below?.isRightBelow && below.language === 'json' && !isFile(below)
    return { block, below: hasResponse ? below : undefined }
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
    requests: requests.map(({ block, below }) => ({ block, response: below?.text })),
    commands,
    files: new Map(files.map(({ fileName, text }) => [fileName, text])),
    samples,
    notRun: all.filter(({ notRun }) => notRun !== undefined),
    unexplained: blocks.filter((block) => !known.has(block) && block.language !== PICTURE_LANGUAGE),
  }
}

/** Sorts the blocks of a page of this project. */
export const sortPage = (page: string): Shown => sortBlocks(readFileSync(join(root, page), 'utf8'))
