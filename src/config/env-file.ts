import { lstatSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { readTextFile } from './text-file.ts'
import { environment } from './environment.ts'

/** The values of an `.env` file by their names, and what in it would be lost or is not clear. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string | undefined>>
  /** Sentences that name lines and settings, never values. */
  readonly problems: readonly string[]
  /** False where there is no such file. */
  readonly exists: boolean
}

const NAME = /^[\w.-]+$/

/** An assignment, or what stands in the place of one. */
interface Entry {
  readonly line: number
  readonly text: string
}

/** A value that is quoted may go on over several lines. */
const OPENING = /^[^=]*=\s*(["'`])/

const entriesOf = (text: string): Entry[] => {
  const entries: Entry[] = []
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index] ?? ''
    if (/^\s*(#|$)/.test(first)) continue
    const quote = OPENING.exec(first)?.[1]
    const isOpen = quote !== undefined && first.split(quote).length === 2
    const last = isOpen ? lines.findIndex((line, later) => later > index && line.includes(quote)) : index
    const end = Math.max(index, last)
    entries.push({ line: index + 1, text: lines.slice(index, end + 1).join('\n') })
    index = end
  }
  return entries
}

/** What of a value would be lost, or is not clear; undefined for a value that is read as it stands. */
const problemOf = (assignment: string): string | undefined => {
  const value = assignment.slice(assignment.indexOf('=') + 1).trimStart()
  const quote = /^["'`]/.exec(value)?.[0]
  if (quote === undefined) {
    const place = assignment.indexOf('#')
    return place > 0 && !/\s/.test(assignment.charAt(place - 1))
      ? 'a # that may be a part of it: put it in quotes, or write a space before the comment'
      : undefined
  }
  const end = value.indexOf(quote, 1)
  if (end < 0) return 'a quote that is not closed: close it, or remove it'
  return /^\s*(#|$)/.test(value.slice(end + 1))
    ? undefined
    : 'text behind its closing quote: remove one of them'
}

const inWords = (lines: readonly number[]): string => `lines ${lines.join(' and ')}`

const isSetting = (name: string): boolean => Object.hasOwn(environment.shape, name)

/** Reads the text of an `.env` file. A setting that is given twice must be given the same value. */
export const parseEnvFile = (text: string): EnvFile => {
  const problems: string[] = []
  const given = new Map<string, { readonly value: string; readonly line: number }[]>()
  for (const { line, text: entry } of entriesOf(text)) {
    const [name = '', value = ''] = Object.entries(parseEnv(entry))[0] ?? []
    if (!NAME.test(name)) {
      problems.push(`.env has a line ${line} that is not NAME=value: correct it, or begin it with #`)
      continue
    }
    given.set(name, [...(given.get(name) ?? []), { value: value.trim(), line }])
    const problem = isSetting(name) ? problemOf(entry) : undefined
    if (problem !== undefined) problems.push(`${name} has a value in .env, in line ${line}, with ${problem}`)
  }
  for (const [name, uses] of given) {
    const last = uses.at(-1)
    const isUnclear = uses.some(({ value }) => value !== '' && value !== last?.value)
    if (!isUnclear || !isSetting(name)) continue
    problems.push(`${name} has several values in .env, in ${inWords(uses.map(({ line }) => line))}: keep one`)
  }
  return { values: parseEnv(text), problems, exists: true }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'it is a link to a file that does not exist',
  EACCES: 'the user that runs Parley may not read it: EACCES',
  EISDIR: 'it is a directory: EISDIR',
  ENCODING: 'it is neither UTF-8 nor UTF-16 with a byte order mark',
}

/** Reads the `.env` file at a path, if there is one. */
export const readEnvFile = (path: string): EnvFile => {
  try {
    return parseEnvFile(readTextFile(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const isMissing = code === 'ENOENT' && !lstatSync(path, { throwIfNoEntry: false })
    if (isMissing) return { values: {}, problems: [], exists: false }
    return {
      values: {},
      exists: true,
      problems: [`.env cannot be read (${WHY[code] ?? code}): correct that, or remove it`],
    }
  }
}
