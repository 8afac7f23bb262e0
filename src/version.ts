import { readFileSync } from 'node:fs'
import { isObject, parseJson } from './json.ts'

const readPackage = (): { readonly version: string; readonly engines: string } => {
  // This file is in `src/` during development and in `dist/src/` after a build.
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const parsed = parseJson(readFileSync(new URL(path, import.meta.url), 'utf8'))
      if (!isObject(parsed) || !('version' in parsed)) continue
      const engines = isObject(parsed['engines']) ? parsed['engines']['node'] : undefined
      return {
        version: String(parsed['version']),
        engines: typeof engines === 'string' ? engines : '>=0.0.0',
      }
    } catch {
      continue
    }
  }
  return { version: '0', engines: '>=0.0.0' }
}

const own = readPackage()

/** Parley's version. */
export const packageVersion = own.version

/** The supported versions of Node: `engines.node` in `package.json`. */
export const engines = own.engines
