import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Freshness } from '../../../../src/datasources/loading/freshness.ts'
import { ACCOUNT, CONVERSATIONS, LIMITED, USERS } from '../../../../src/datasources/mixin/freshness.ts'
import * as sealtalk from '../../../../src/datasources/sealtalk/freshness.ts'
import { allFigures } from '../../../integration/shield/figures.ts'

const root = resolve(import.meta.dirname, '../../../..')
const page = readFileSync(join(root, 'docs/shield.md'), 'utf8')

/** Cells of the table rows under a heading, without the head. */
const rowsUnder = (heading: string): string[][] => {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}

const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

const spell = (ms: number): string => {
  const [unit, size] = UNITS.find(([, size]) => ms % size === 0) ?? ['ms', 1]
  return `${ms / size} ${unit}`
}

const cellsOf = ({ freshMs, revalidateMs, staleMs, absentMs }: Freshness): string[] => [
  spell(freshMs),
  revalidateMs === freshMs ? '–' : spell(revalidateMs),
  spell(staleMs),
  spell(absentMs),
]

describe('docs/shield.md', () => {
  it('states the times that the providers use', () => {
    const rows = rowsUnder('Freshness').map(([, ...times]) => times)

    expect(rows).toEqual([USERS, ACCOUNT, CONVERSATIONS, LIMITED].map(cellsOf))
    expect([sealtalk.USERS, sealtalk.GROUPS]).toEqual([USERS, CONVERSATIONS])
  })

  it('names files that exist', () => {
    const files = rowsUnder('The layers').flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
    )

    expect(files.length).toBeGreaterThan(10)
    expect(files.filter((file) => !existsSync(join(root, 'src', file)))).toEqual([])
  })

  it('has a figure for each case, and all of them hold', () => {
    const rows = rowsUnder('Figures')

    expect(rows.map(([title]) => title)).toEqual(expect.arrayContaining(allFigures.map(({ title }) => title)))
    expect(
      rows.filter(([, , measured = '']) => measured === '' || measured.includes('does not hold')),
    ).toEqual([])
  })
})
