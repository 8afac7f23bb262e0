/** Bytes that are written at a time: a pipe takes so many as a whole, also from several processes. */
const MAX_BYTES = 4_096
/** Milliseconds that a line waits at most. */
const MAX_WAIT_MS = 100

/** Where lines go, with their newlines. */
export interface LineOutput {
  /** Writes a line at once. */
  write(line: string): void
  /** Writes a line of ASCII together with others, and before any that is written at once. Left out: as `write`. */
  writeSoon?(line: string): void
}

export interface BufferedOutputOptions {
  readonly out: Pick<LineOutput, 'write'>
  /** Calls back after a time, and when the process exits. */
  readonly later: (flush: () => void, ms: number) => void
  readonly onExit: (flush: () => void) => void
}

/**
 * Writes lines of requests several at a time, since each write is a call of the operating system that takes as long as
 * a tenth of a request.
 */
export const createBufferedOutput = ({ out, later, onExit }: BufferedOutputOptions): LineOutput => {
  let waiting = ''
  let isDue = false
  let isUsed = false
  const flush = (): void => {
    const lines = waiting
    waiting = ''
    if (lines !== '') out.write(lines)
  }
  return {
    write(line) {
      flush()
      out.write(line)
    },
    writeSoon(line) {
      if (!isUsed) onExit(flush)
      isUsed = true
      if (waiting.length + line.length > MAX_BYTES) flush()
      waiting += line
      if (isDue) return
      isDue = true
      later(() => {
        isDue = false
        flush()
      }, MAX_WAIT_MS)
    },
  }
}

/** @param out writes to the process's output, without delay */
export const bufferedOutput = (out: Pick<LineOutput, 'write'>): LineOutput =>
  createBufferedOutput({
    out,
    later: (flush, ms) => void setTimeout(flush, ms).unref(),
    onExit: (flush) => void process.once('exit', flush),
  })
