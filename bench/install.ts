import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>
}

const readLock = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8')) as Lock

/** Whether the installed packages match the lockfile. npm records what it installed in the same format. */
const isInstalled = (folder: string): boolean => {
  const installed = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const there = readLock(installed).packages
  return Object.entries(readLock(join(folder, 'package-lock.json')).packages).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  )
}

/** Installs the packages of a folder's lockfile, unless they are installed already. */
export const ensureInstalled = (folder: string): void => {
  if (isInstalled(folder)) return
  process.stderr.write(`installing the packages of ${folder}\n`)
  execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'inherit' })
}
