import pino from 'pino'
import { redactFields, redactText } from './redaction.ts'

/** What goes along with a message. Errors are told with their causes, wherever they stand. */
export type LogFields = Readonly<Record<string, unknown>>

/** Writes one line of JSON per call. Secrets are taken out, whatever is handed in; see `redaction.ts`. */
export interface Log {
  fatal(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  /** A log that adds these fields to each line. */
  child(fields: LogFields): Log
}

/**
 * JSON lines with `level`, `time` (ISO), `msg` and the fields, on stdout unless told otherwise. Written before the call
 * returns, so that nothing is lost when the process ends.
 *
 * @param options.level - least level that is written; `debug` and `trace` also tell stacks of errors
 * @param options.destination - takes each line, newline included
 */
export function createLog(options: {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly destination?: { write(line: string): void }
}): Log {
  const { level, destination = pino.destination({ sync: true }) } = options
  const telling = { stacks: level === 'debug' || level === 'trace' }
  const formatters = { level: (label: string) => ({ level: label }) }
  // Errors come redacted, as plain objects; pino's own serializer would take their causes away.
  const serializers = { err: (told: unknown) => told }
  const settings = { level, serializers, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters }

  const wrap = (logger: pino.Logger): Log => {
    const write = (at: Exclude<keyof Log, 'child'>) => (message: string, fields?: LogFields) => {
      if (!logger.isLevelEnabled(at)) return
      logger[at](redactFields(fields ?? {}, telling), redactText(message))
    }
    return {
      fatal: write('fatal'),
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
      child: (fields) => wrap(logger.child(redactFields(fields, telling))),
    }
  }
  return wrap(pino(settings, destination))
}
