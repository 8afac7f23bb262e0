import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocksIn, pages } from './blocks.ts'

const root = resolve(import.meta.dirname, '../../..')
const MAX_LINES = 120
/** Their code needs generated files, so the tests of these clients take it from the page. */
const RUN_FROM_PAGE = ['codegen', 'gql-tada']
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe.each(pages.filter((page) => page.startsWith('docs/clients/')))('%s', (page) => {
  const name = basename(page, '.md')
  const folder = `examples/clients/${name}`
  const shown = blocksIn(read(page)).filter(
    ({ language, fileName }) => /^tsx?$/.test(language) && fileName !== '' && !RUN_FROM_PAGE.includes(name),
  )

  it(`has at most ${MAX_LINES} lines`, () => {
    expect(read(page).trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES)
  })

  it.for(shown)('shows $fileName as the tests of the client run it', ({ fileName, text }) => {
    expect(`${text}\n`).toBe(read(join(folder, fileName)))
  })
})
