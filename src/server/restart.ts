/**
 * Starts this program once more, with one more option of Node's, in the same process: V8 reads such options at its start
 * only. What is open is closed, except stdin, stdout and stderr. Returns where that is not possible, or where another
 * process of Node's talks to this one, as with `--watch`.
 */
export const restartWith = (option: string): void => {
  if (process.platform !== 'linux' || process.channel !== undefined) return
  const args = [process.execPath, option, ...process.execArgv, ...process.argv.slice(1)]
  try {
    // Experimental in Node.js 24. Without it, the gateway runs as V8 has begun.
    process.execve?.(process.execPath, args)
  } catch {
    // The same.
  }
}
