import { SettingsError, type SettingsWithSource } from '../config/index.ts'
import { changesBetween, type ReloadedSettings } from '../config/reload.ts'
import type { Log } from '../telemetry/log.ts'

export interface ReloadOptions {
  /** What the gateway started with. */
  readonly started: SettingsWithSource
  /** Reads the environment and the files again. Throws `SettingsError`. */
  readonly read: () => SettingsWithSource
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

/**
 * Reads the settings again, all or nothing: a wrong one leaves everything as it was. Logs the names of what changed and of
 * what needs a restart.
 *
 * @returns makes a reload that hands the settings that change while the gateway runs to a function
 */
export const createReload = ({ started, read, log }: ReloadOptions) => {
  /** Of the settings that need a restart, those of the start. */
  let inForce = started.given

  return (apply: (settings: ReloadedSettings) => void) => (): void => {
    try {
      const { settings, given } = read()
      const { changed, needRestart } = changesBetween(inForce, given)
      apply(settings)
      inForce = { ...inForce, ...Object.fromEntries(changed.map((name) => [name, given[name]])) }
      log.info('the settings were read again', { changed })
      if (needRestart.length > 0) log.warn('changed settings need a restart', { settings: needRestart })
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      log.error('the settings are wrong, so nothing has changed', { problems: error.problems })
    }
  }
}
