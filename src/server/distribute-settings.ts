import { randomBytes } from 'node:crypto'
import type { Settings } from '../config/settings.ts'
import { type PackedSettings, packSettings, settingsOfWorker } from '../config/worker-settings.ts'
import { toError } from '../errors.ts'
import { LateReply, within } from '../redis/deadline.ts'
import { Secret } from '../secret.ts'
import type { Log } from '../telemetry/log.ts'
import { ProcessEnded } from '../workers/link.ts'
import type { RunningWorker } from './worker-pool.ts'

/** Milliseconds for a worker to take new settings. */
const RELOAD_MS = 5_000

/** The settings of the workers, with the secret that all of them share. */
export interface WorkerSettings {
  /** Those in force, for a worker that starts. @param number from 1 */
  of(number: number): PackedSettings
  /**
   * Gives all workers new settings. Rejects where the first one that answers cannot take them: then none has them. One that
   * does not answer within 5 seconds, or cannot take what another one has taken, is killed, and the worker in its place
   * starts with them.
   */
  change(settings: Settings, workers: readonly RunningWorker[]): Promise<void>
}

/** @param settings of the start */
export const createWorkerSettings = (settings: Settings, log: Pick<Log, 'error'>): WorkerSettings => {
  const secret = settings.session.secret ?? new Secret(randomBytes(32).toString('base64url'))
  let inForce = settings
  const of = (number: number): PackedSettings =>
    packSettings(settingsOfWorker({ ...inForce, session: { ...inForce.session, secret } }, number - 1))

  const give = ({ number, link }: RunningWorker): Promise<void> =>
    within(RELOAD_MS, link.ask('reload', of(number)))

  const replace = ({ number, process }: RunningWorker, error: unknown): void => {
    log.error('a worker has not taken the settings and is replaced', { worker: number, err: toError(error) })
    process.kill()
  }

  /** Gives them to one worker. One that has ended or is stuck says nothing about them. @returns those that have yet to get them */
  const tryOut = async ([first, ...others]: readonly RunningWorker[]): Promise<readonly RunningWorker[]> => {
    if (!first) return []
    try {
      await give(first)
      return others
    } catch (error) {
      if (error instanceof LateReply) replace(first, error)
      else if (!(error instanceof ProcessEnded)) throw error
      return tryOut(others)
    }
  }

  return {
    of,
    async change(next, workers) {
      let others: readonly RunningWorker[]
      const former = inForce
      inForce = next
      try {
        // One that is starting may need long to answer, or never start.
        others = await tryOut(workers.toSorted((one, other) => Number(other.isReady) - Number(one.isReady)))
      } catch (error) {
        inForce = former
        // One that was late, or has started since then, may have them.
        for (const { number, link } of workers) link.tell('reload', of(number))
        throw error
      }
      await Promise.all(
        others.map((worker) =>
          give(worker).catch((error: unknown) => {
            if (!(error instanceof ProcessEnded)) replace(worker, error)
          }),
        ),
      )
    },
  }
}
