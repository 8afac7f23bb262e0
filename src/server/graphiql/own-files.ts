import { readFileSync } from 'node:fs'
import { digestedName } from './digested-name.ts'

const folder = new URL('browser/', import.meta.url)

/** Parley's additions to GraphiQL, each listed after those that it imports. */
export const browserModules = [
  'element.js',
  'memory.js',
  'editor.js',
  'parts.js',
  'session-headers.js',
  'fetcher.js',
  'plugin.js',
  'words.js',
  'rows.js',
  'axis.js',
  'waterfall.js',
  'sums.js',
  'resize.js',
  'drawer.js',
  'secrets.js',
  'share.js',
  'headers-panel.js',
  'people.js',
  'faults.js',
  'sandbox-panel.js',
  'documents-panel.js',
  'tabs.js',
  'next.js',
  'start.js',
  'environment.js',
] as const

export const styleSheets = ['theme.css', 'tabs.css', 'panels.css', 'drawer.css'] as const

export type OwnFileName = (typeof browserModules)[number] | (typeof styleSheets)[number]

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
  const names = [...browserModules, ...styleSheets]
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<OwnFileName, string>
}
