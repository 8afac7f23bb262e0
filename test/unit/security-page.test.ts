import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

const isTestFile = (path: string): boolean => path.endsWith('.test.ts')

/** The test files of a linked file or folder. */
const testFilesOf = (path: string): readonly string[] => {
  if (!existsSync(join(root, path))) return []
  if (!statSync(join(root, path)).isDirectory()) return [path].filter(isTestFile)
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter(isTestFile)
    .map((name) => join(path, name))
}

const linksOf = (cell: string): readonly string[] =>
  [...cell.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target)

/** Titles of tests that a cell quotes. */
const titlesOf = (cell: string): readonly string[] =>
  [...cell.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title)

const rows = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .filter((line) => !line.startsWith('| -'))
  .map((line) => {
    const [, who = '', attack = '', guard = '', tests = ''] = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim())
    return { who, attack, guard, tests }
  })

describe('the table of threats', () => {
  it('is the one that people read', () => {
    expect(rows.length).toBeGreaterThan(20)
  })

  it.each(rows)('names what stops “$attack”, and tests that exist', ({ who, guard, tests }) => {
    expect(who).not.toBe('')
    expect(linksOf(guard).length).toBeGreaterThan(0)
    expect(linksOf(guard).filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(linksOf(tests).length).toBeGreaterThan(0)
    expect(linksOf(tests).filter((path) => testFilesOf(path).length === 0)).toEqual([])
  })

  it.each(rows)('quotes titles of tests as they are: $attack', ({ tests }) => {
    const sources = linksOf(tests)
      .flatMap(testFilesOf)
      .map((path) => readFileSync(join(root, path), 'utf8'))

    expect(titlesOf(tests).filter((title) => !sources.some((source) => source.includes(title)))).toEqual([])
  })
})
