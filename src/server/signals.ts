import type { Log } from '../telemetry/log.ts'

/** Milliseconds within which npm passes on a signal that a terminal or a service manager has sent to both. */
const ECHO_MS = 500

/** Signals that end a process by default, and that others send for reasons of their own: a terminal closes, a log rotates. */
const IGNORED = ['SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const

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

/** What the signals do that stop the gateway. */
export interface Stops {
  /** The first SIGTERM or SIGINT. */
  begin(signal: string): void
  /** A second one. */
  now(): void
}

/**
 * Keeps signals from ending the process, except SIGTERM and SIGINT once the result is called. In production, SIGUSR1 opens
 * no debugger, by which anybody on the machine could read secrets.
 */
export const handleSignals = ({
  log,
  production,
  isRunByNpm,
  now = () => performance.now(),
  process: own = process,
}: SignalOptions): ((stops: Stops) => void) => {
  const ignore = (signal: string): void =>
    log.info('the signal is ignored: SIGTERM stops the gateway', { signal })
  for (const signal of production ? [...IGNORED, 'SIGUSR1'] : IGNORED) own.on(signal, ignore)
  return (stops) => {
    let begunAt: number | undefined
    const stop = (signal: string): void => {
      if (begunAt === undefined) {
        begunAt = now()
        stops.begin(signal)
      } else if (!isRunByNpm || now() - begunAt > ECHO_MS) stops.now()
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
  for (const signal of [...IGNORED, 'SIGUSR1', 'SIGTERM', 'SIGINT']) own.on(signal, () => undefined)
}
