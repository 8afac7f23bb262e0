// Removes the types that nobody can reach from the entries of the package.
import { globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const reached = new Set<string>()

const reach = (file: string): void => {
  if (reached.has(file)) return
  reached.add(file)
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:\bfrom |\bimport\()["'](\.[^"']+)["']/g)
  for (const [, specifier = ''] of specifiers) {
    reach(join(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')))
  }
}

for (const entry of Object.values(exports)) {
  if (typeof entry === 'object' && entry.types !== undefined) reach(join(entry.types))
}
for (const file of globSync('dist/**/*.d.ts')) if (!reached.has(file)) rmSync(file)
