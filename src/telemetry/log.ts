import pino from 'pino'
import { bufferedOutput, type LineOutput } from './line-output.ts'
import { redactFields, redactText } from './redaction.ts'

/** Values to log beside a message. Errors, at any depth, are logged with their causes. */
export type LogFields = Readonly<Record<string, unknown>>

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug'

/** Writes one line of JSON per call. Removes secrets from all fields; see `redaction.ts`. */
export interface Log {
  fatal(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  /** Whether `info` writes anything. */
  readonly isInfo: boolean
  /**
   * Writes at `info` what is JSON already and holds no secret, for lines of which there are many: nothing is searched, and
   * they may be written up to a tenth of a second later, before any other line.
   * @param fields in ASCII and without braces: `"event":"request","ms":3`
   */
  infoJson(message: string, fields: string): void
  /** Whether `debug` writes anything, for callers who would have to work the fields out. */
  readonly isDebug: boolean
  /** Creates a log that adds these fields to each line. */
  child(fields: LogFields): Log
}

/** A log whose level can change, with that of its children. */
export interface RootLog extends Log {
  setLevel(level: LogLevel): void
}

export type LogLevel = Level | 'trace' | 'silent'

/**
 * Writes JSON lines with `level`, `time` (ISO), `msg` and the fields. Nothing is lost when the process exits.
 *
 * @param options.level - lowest level that is written; `debug` and `trace` include the stacks of errors
 * @param options.sharesOutput - whether other processes write to the same stdout; default: no
 * @param options.destination - receives each line with its newline; default: stdout
 */
export function createLog(options: {
  readonly level: LogLevel
  readonly destination?: LineOutput
  readonly sharesOutput?: boolean
}): RootLog {
  const { sharesOutput = false } = options
  const { destination = bufferedOutput(pino.destination({ sync: true }), sharesOutput) } = options
  let lowest = Infinity
  let detail = { stacks: false }
  const setLevel = (level: LogLevel): void => {
    lowest = pino.levels.values[level] ?? Infinity
    detail = { stacks: level === 'debug' || level === 'trace' }
  }
  setLevel(options.level)
  const isEnabled = (level: Level): boolean => (pino.levels.values[level] ?? 0) >= lowest
  const formatters = { level: (label: string) => ({ level: label }) }
  // Errors are plain redacted objects by now; pino's own serializer would drop their causes.
  const serializers = { err: (redacted: unknown) => redacted }
  // What is written is decided here, since pino's children keep the level that they were made with.
  const settings = {
    level: 'trace',
    serializers,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters,
  }

  let lastMs = 0
  let lastTime = ''
  /** The time in the form of other lines, made once a millisecond. */
  const isoTime = (): string => {
    const now = Date.now()
    if (now !== lastMs) lastTime = new Date(now).toISOString()
    lastMs = now
    return lastTime
  }

  /** @param bindings fields of each line, as JSON that ends with a comma */
  const wrap = (logger: pino.Logger, bindings: string): Log => {
    const write =
      (at: Level) =>
      (message: string, fields?: LogFields): void => {
        if (isEnabled(at)) logger[at](redactFields(fields ?? {}, detail), redactText(message))
      }
    return {
      fatal: write('fatal'),
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
      get isDebug() {
        return isEnabled('debug')
      },
      get isInfo() {
        return isEnabled('info')
      },
      infoJson(message, fields) {
        if (!isEnabled('info')) return
        const line = `{"level":"info","time":"${isoTime()}",${bindings}${fields},"msg":"${message}"}\n`
        if (destination.writeSoon) destination.writeSoon(line)
        else destination.write(line)
      },
      child(fields) {
        const redacted = redactFields(fields, detail)
        const own = JSON.stringify(redacted).slice(1, -1)
        return wrap(logger.child(redacted), own === '' ? bindings : `${bindings}${own},`)
      },
    }
  }
  return Object.assign(wrap(pino(settings, destination), ''), { setLevel })
}
