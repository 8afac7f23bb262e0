import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Node's own program, as a file that nothing has read yet. */
export interface FreshNode {
  readonly path: string
  remove(): void
}

/**
 * Whoever reads a file first is charged for its pages: a container for those of its own image. So the program is copied, and
 * what is in memory of the copy is dropped.
 */
export const copyNode = (): FreshNode => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const path = join(folder, 'node')
  copyFileSync(process.execPath, path)
  execFileSync('dd', [`if=${path}`, `of=${path}`, 'conv=notrunc,fsync', 'status=none', 'count=1', 'bs=4096'])
  execFileSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none'])
  return { path, remove: () => rmSync(folder, { recursive: true }) }
}
