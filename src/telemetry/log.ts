import pino from 'pino'
import { redactFields, redactText } from './redaction.ts'

/** Values to log beside a message. Errors, at any depth, are logged with their causes. */
export type LogFields = Readonly<Record<string, unknown>>

/** Writes one line of JSON per call. Removes secrets from all fields; see `redaction.ts`. */
export interface Log {
  fatal(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  /** Whether `debug` writes anything, for callers who would have to work the fields out. */
  readonly isDebug: boolean
  /** Creates a log that adds these fields to each line. */
  child(fields: LogFields): Log
}

/**
 * Writes JSON lines with `level`, `time` (ISO), `msg` and the fields. Writes are synchronous, so that nothing
 * is lost when the process exits.
 *
 * @param options.level - lowest level that is written; `debug` and `trace` include the stacks of errors
 * @param options.destination - receives each line with its newline; default: stdout
 */
export function createLog(options: {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly destination?: { write(line: string): void }
}): Log {
  const { level, destination = pino.destination({ sync: true }) } = options
  const detail = { stacks: level === 'debug' || level === 'trace' }
  const formatters = { level: (label: string) => ({ level: label }) }
  // Errors are plain redacted objects by now; pino's own serializer would drop their causes.
  const serializers = { err: (redacted: unknown) => redacted }
  const settings = { level, serializers, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters }

  const wrap = (logger: pino.Logger): Log => {
    const write = (at: Exclude<keyof Log, 'child' | 'isDebug'>) => {
      if (!logger.isLevelEnabled(at)) return () => undefined
      return (message: string, fields?: LogFields) =>
        logger[at](redactFields(fields ?? {}, detail), redactText(message))
    }
    return {
      fatal: write('fatal'),
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
      isDebug: logger.isLevelEnabled('debug'),
      child: (fields) => wrap(logger.child(redactFields(fields, detail))),
    }
  }
  return wrap(pino(settings, destination))
}
