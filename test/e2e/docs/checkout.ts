import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** A fresh clone of this working tree, with nothing installed. */
export interface Checkout {
  readonly folder: string
  /** Slow once packages are installed. */
  remove(): Promise<void>
}

/** Without this shell's variables: the `GIT_DIR` of a hook would make git work on the project itself. */
const env = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'Nobody'],
      [`GIT_${role}_EMAIL`, 'nobody@example.org'],
    ]),
  ),
}

/**
 * Clones all files that are not ignored, committed or not, into a temporary folder with two commits. Also works if the
 * project itself has no history.
 */
export const createCheckout = (): Checkout => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-checkout-'))
  const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: folder, env })
  git('init', '--quiet')
  // `.gitignore` names the folder node_modules/, which does not match a symbolic link.
  appendFileSync(join(folder, '.git/info/exclude'), 'node_modules\n')
  git(`--git-dir=${join(folder, '.git')}`, `--work-tree=${root}`, 'add', '--all', '--', root)
  git('commit', '--quiet', '--message', 'Begin')
  git('reset', '--quiet', '--hard')
  git('commit', '--quiet', '--allow-empty', '--message', 'Go on')
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
