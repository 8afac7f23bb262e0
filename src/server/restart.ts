import { accessSync, constants } from 'node:fs'

/** Node.js aborts where the program cannot be started, for example since without /proc it does not know its own path. */
const canStart = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Starts this program once more, with one more option of Node's, in the same process: V8 reads such options at its start
 * only. What is open is closed, except stdin, stdout and stderr. Returns where that is not possible, or where another
 * process of Node's talks to this one, as with `--watch`.
 *
 * @param own this process. Replaced in tests.
 */
export const restartWith = (
  option: string,
  own: Pick<NodeJS.Process, 'platform' | 'channel' | 'execPath' | 'execArgv' | 'argv' | 'execve'> = process,
): void => {
  if (own.platform !== 'linux' || own.channel !== undefined || !canStart(own.execPath)) return
  const args = [own.execPath, option, ...own.execArgv, ...own.argv.slice(1)]
  try {
    // Experimental in Node.js 24. Without it, the gateway runs as V8 has begun.
    own.execve?.(own.execPath, args)
  } catch {
    // Not permitted, as with `--permission`. The same.
  }
}
