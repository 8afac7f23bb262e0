import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Nobody writes pages there. */
const isForeign = (name: string): boolean => name.startsWith('.') || ['node_modules', 'dist'].includes(name)

const pagesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return isForeign(entry.name) ? [] : pagesBelow(path)
    return entry.isFile() && entry.name.endsWith('.md') ? [path] : []
  })

/** Every page of the project, as a path from its root, sorted: a new one is among them by itself. */
export const markdownPages: readonly string[] = pagesBelow('').toSorted()
