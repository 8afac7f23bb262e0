import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './install.ts'
import { root } from './targets.ts'

/** A checkout of another commit. */
export interface Worktree {
  readonly folder: string
  /** Short hash. */
  readonly commit: string
}

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim()

/** Short hash of this checkout, followed by `+` if files have changed. */
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
 * Checks out a commit into a temporary folder, with this checkout's packages if the lockfile is the same. The folder
 * is removed when the bench ends.
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
