import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocksIn, pages } from './blocks.ts'

const root = resolve(import.meta.dirname, '../../..')
const MAX_LINES = 120
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe.each(pages.filter((page) => page.startsWith('docs/clients/')))('%s', (page) => {
  const folder = `examples/clients/${basename(page, '.md')}`
  const shown = blocksIn(read(page)).filter(
    ({ language, fileName }) => /^tsx?$/.test(language) && fileName !== '',
  )

  it(`has at most ${MAX_LINES} lines`, () => {
    expect(read(page).trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES)
  })

  it.for(shown)('shows $fileName as the tests of the client run it', ({ fileName, text }) => {
    expect(`${text}\n`).toBe(read(join(folder, fileName)))
  })
})
