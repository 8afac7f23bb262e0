import { settingsFrom, SettingsError } from '../config/index.ts'
import { changesBetween, reloadedSource } from '../config/reload.ts'
import type { Settings } from '../config/settings.ts'
import type { SettingsSource } from '../config/source.ts'
import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'

export interface ReloadOptions {
  /** What the gateway started with. */
  readonly started: SettingsSource
  /** Reads the environment and the files again. Throws `SettingsError`. */
  readonly read: () => SettingsSource
  /** What the gateway makes of settings when it starts. */
  readonly complete: (settings: Settings) => Settings
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

/** Puts settings into force. Throws where it cannot, and then the former ones stay. */
export type ApplySettings = (settings: Settings) => Promise<void> | void

/**
 * Reads the settings again, all or nothing: a wrong one leaves everything as it was. Logs the names of what changed and of
 * what needs a restart.
 *
 * @returns makes a reload that puts the settings into force by a function
 */
export const createReload = ({ started, read, complete, log }: ReloadOptions) => {
  /** What changes while the gateway runs as it was read last, everything else as it was at the start. */
  let inForce = started
  let warnings: readonly string[] = settingsFrom(started).warnings

  const reload = async (apply: ApplySettings): Promise<void> => {
    try {
      const next = read()
      const { changed, files, needRestart } = changesBetween(inForce, next)
      const source = reloadedSource(inForce, next)
      const settings = settingsFrom(source)
      if (changed.length > 0) await apply(complete(settings))
      inForce = source
      log.info('the settings were read again', { changed, ...(files.length > 0 && { files }) })
      for (const warning of settings.warnings) if (!warnings.includes(warning)) log.warn(warning)
      warnings = settings.warnings
      if (needRestart.length > 0) log.warn('changed settings need a restart', { settings: needRestart })
    } catch (error) {
      if (error instanceof SettingsError) {
        log.error('the settings are wrong, so nothing has changed', { problems: error.problems })
      } else log.error('the settings could not be put into force', { err: toError(error) })
    }
  }

  return (apply: ApplySettings) => {
    let last = Promise.resolve()
    // One after the other.
    return (): void => {
      last = last.then(() => reload(apply))
    }
  }
}
