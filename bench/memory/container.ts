import { existsSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A control group with a memory limit, as a container has it, without the rest of a container. */
export interface MemoryLimit {
  /** A program that becomes another one within the limit, and the arguments to put before that one's. */
  readonly enter: { readonly command: string; readonly args: readonly string[] }
  /** Pages of files, such as those of Node's program, that had to be read once more. */
  pagesRead(): number
  /** Processes that the kernel has killed for want of memory. */
  kills(): number
  /** To be called when its processes have ended. */
  remove(): void
}

interface Version {
  readonly folder: string
  readonly limit: string
  /** Limits memory and swap together, or swap. */
  readonly swap: readonly [file: string, bytes: (limitBytes: number) => number]
  readonly events: string
  readonly faults: RegExp
}

const ROOT = '/sys/fs/cgroup'

const VERSION_1: Version = {
  folder: join(ROOT, 'memory'),
  limit: 'memory.limit_in_bytes',
  swap: ['memory.memsw.limit_in_bytes', (limitBytes) => limitBytes],
  events: 'memory.oom_control',
  faults: /^total_pgmajfault (\d+)$/m,
}
const VERSION_2: Version = {
  folder: ROOT,
  limit: 'memory.max',
  swap: ['memory.swap.max', () => 0],
  events: 'memory.events',
  faults: /^pgmajfault (\d+)$/m,
}

/** @throws Error if this user may not create control groups for memory: root may on most machines */
export const createMemoryLimit = (bytes: number): MemoryLimit => {
  const version = existsSync(join(ROOT, 'cgroup.controllers')) ? VERSION_2 : VERSION_1
  const folder = mkdtempSync(join(version.folder, 'parley-'))
  const remove = (): void => rmdirSync(folder)
  const write = (file: string, value: number): void => writeFileSync(join(folder, file), String(value))
  const read = (file: string, pattern: RegExp): number =>
    Number(pattern.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? 0)
  try {
    write(version.limit, bytes)
    const [swap, bytesOf] = version.swap
    // Without swap, some kernels have no such file.
    if (existsSync(join(folder, swap))) write(swap, bytesOf(bytes))
  } catch (error) {
    remove()
    throw error
  }
  return {
    // The shell becomes the program, so that its process id stays.
    enter: { command: 'sh', args: ['-c', `echo $$ > ${folder}/cgroup.procs; exec "$0" "$@"`] },
    pagesRead: () => read('memory.stat', version.faults),
    kills: () => read(version.events, /^oom_kill (\d+)$/m),
    remove,
  }
}

/** Whether this user may create control groups for memory. */
export const canLimitMemory = (): boolean => {
  try {
    createMemoryLimit(2 ** 30).remove()
    return true
  } catch {
    return false
  }
}
