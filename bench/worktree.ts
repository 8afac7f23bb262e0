import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './install.ts'
import { root } from './targets.ts'

/** Another commit, checked out beside this one. */
export interface Worktree {
  readonly folder: string
  /** Short hash. */
  readonly commit: string
}

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim()

/** Short hash of what is checked out, with a `+` where files have been changed since. */
export const describeCheckout = (): string => {
  try {
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', 'src', 'schema') === '' ? '' : '+')
    )
  } catch {
    return 'unknown'
  }
}

/**
 * Checks a commit out into a folder of its own, with this checkout's packages where it needs the same. It goes
 * when the bench ends.
 */
export const addWorktree = (hash: string): Worktree => {
  const commit = git('rev-parse', '--short', '--verify', `${hash}^{commit}`)
  const parent = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const folder = join(parent, commit)
  git('worktree', 'add', '--detach', '--quiet', folder, commit)
  process.on('exit', () => {
    git('worktree', 'remove', '--force', folder)
    rmSync(parent, { recursive: true, force: true })
  })
  const lockOf = (checkout: string): string => readFileSync(join(checkout, 'package-lock.json'), 'utf8')
  if (lockOf(folder) === lockOf(root)) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  else ensureInstalled(folder)
  return { folder, commit }
}
