import { readFileSync } from 'node:fs'
import { digestedName } from './digested-name.ts'

const folder = new URL('browser/', import.meta.url)

/**
 * Parley's additions to GraphiQL: browser modules and styles. A module is listed after those that it imports.
 */
const names = [
  'element.js',
  'memory.js',
  'waterfall.js',
  'sums.js',
  'responses.js',
  'drawer.js',
  'start.js',
  'drawer.css',
  'tabs.css',
] as const

export type OwnFileName = (typeof names)[number]

/** Reads the files and replaces the names of imported modules by their digested names. */
export function readOwnFiles(): Record<OwnFileName, string> {
  const served = new Map<string, string>()
  const read = (name: OwnFileName): string => {
    const text = readFileSync(new URL(name, folder), 'utf8').replaceAll(
      /(?<= from '\.\/)[\w-]+\.js(?=')/g,
      (imported) => served.get(imported) ?? imported,
    )
    served.set(name, digestedName(name, text))
    return text
  }
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<OwnFileName, string>
}
