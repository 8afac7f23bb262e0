import type { Log } from '../telemetry/log.ts'

/** Milliseconds within which npm passes on a signal that a terminal or a service manager has sent to both. */
const ECHO_MS = 500

/** Signals that end a process by default, and that others send for reasons of their own: a terminal closes, a log rotates. */
const IGNORED = ['SIGQUIT', 'SIGUSR2'] as const

export interface SignalOptions {
  readonly log: Log
  readonly production: boolean
  /** Whether npm started this process. npm passes SIGTERM and SIGINT on. */
  readonly isRunByNpm: boolean
  /** Milliseconds that never jump. Replaced in tests. */
  readonly now?: () => number
  /** Replaced in tests. */
  readonly process?: Pick<NodeJS.EventEmitter, 'on'>
}

/** What signals do once the gateway has started. */
export interface SignalHandlers {
  /** The first SIGTERM or SIGINT. */
  begin(signal: string): void
  /** A second one. */
  now(): void
  /** SIGHUP: reads settings again. */
  reload(): void
}

/**
 * Keeps signals from ending the process, except SIGTERM and SIGINT once the result is called, from when on SIGHUP reloads. In production, SIGUSR1 opens
 * no debugger, by which anybody on the machine could read secrets.
 */
export const handleSignals = ({
  log,
  production,
  isRunByNpm,
  now = () => performance.now(),
  process: own = process,
}: SignalOptions): ((handlers: SignalHandlers) => void) => {
  const ignore = (signal: string): void =>
    log.info('the signal is ignored: SIGTERM stops the gateway', { signal })
  for (const signal of production ? [...IGNORED, 'SIGUSR1'] : IGNORED) own.on(signal, ignore)
  let reload = (): void => ignore('SIGHUP')
  own.on('SIGHUP', () => reload())
  return (handlers) => {
    reload = () => handlers.reload()
    let begunAt: number | undefined
    const stop = (signal: string): void => {
      if (begunAt === undefined) {
        begunAt = now()
        handlers.begin(signal)
      } else if (!isRunByNpm || now() - begunAt > ECHO_MS) handlers.now()
    }
    own.on('SIGTERM', stop)
    own.on('SIGINT', stop)
  }
}

/**
 * Keeps signals from ending a worker: a terminal or a service manager may send them to all processes, but the primary
 * one stops its workers.
 */
export const ignoreSignals = (own: Pick<NodeJS.EventEmitter, 'on'> = process): void => {
  for (const signal of [...IGNORED, 'SIGHUP', 'SIGUSR1', 'SIGTERM', 'SIGINT']) own.on(signal, () => undefined)
}
