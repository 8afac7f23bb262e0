import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** What somebody gets who clones this project as it lies here, nothing installed yet. */
export interface Checkout {
  readonly folder: string
  /** Takes its time once packages are installed. */
  remove(): Promise<void>
}

/** Nothing of this shell's: a hook's `GIT_DIR` would have it work on the project itself. */
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
 * Clones what is not ignored, committed or not, into a temporary folder, with a history of two commits. Works where
 * the project itself came without its history.
 */
export const createCheckout = (): Checkout => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-checkout-'))
  const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: folder, env })
  git('init', '--quiet')
  // A link to packages that lie elsewhere is no folder, and folders are what is ignored.
  appendFileSync(join(folder, '.git/info/exclude'), 'node_modules\n')
  git(`--git-dir=${join(folder, '.git')}`, `--work-tree=${root}`, 'add', '--all', '--', root)
  git('commit', '--quiet', '--message', 'Begin')
  git('reset', '--quiet', '--hard')
  git('commit', '--quiet', '--allow-empty', '--message', 'Go on')
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
