import { readFileSync } from 'node:fs'

const readVersion = (): string => {
  // From `src/` and from `dist/src/` alike.
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const parsed: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
      if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version)
    } catch {
      continue
    }
  }
  return '0'
}

/** Parley's own version. */
export const packageVersion = readVersion()
