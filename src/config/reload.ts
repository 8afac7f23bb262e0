import { environment, type SettingName } from './environment.ts'
import { limits } from './groups/limits.ts'
import { SECRET_SETTINGS } from './secret-files.ts'
import type { SettingsSource } from './source.ts'

/** Settings that change while the gateway runs. All others need a restart. */
export const RELOADED: readonly SettingName[] = [
  ...(Object.keys(limits) as (keyof typeof limits)[]),
  'MIXIN_NUMBER_RATE',
  'MIXIN_SEARCH_RATE',
  'API_KEYS',
  'TRUSTED_DOCUMENTS',
  'TRUSTED_DOCUMENTS_ONLY',
  'LOG_LEVEL',
  'LOG_REQUESTS',
  'ADMIN_TOKEN',
]

/** What differs between two sources. Never a value. */
export interface SettingChanges {
  /** Names of settings that are in force at once. */
  readonly changed: readonly SettingName[]
  /** Paths of their files. */
  readonly files: readonly string[]
  /** Names of settings that need a restart. */
  readonly needRestart: readonly SettingName[]
}

/** A token that is taken away closes no port: both wait for a restart, like the port. */
const isReloaded = (name: SettingName, next: SettingsSource): boolean =>
  RELOADED.includes(name) && !(name === 'ADMIN_TOKEN' && next.given['ADMIN_TOKEN'] === undefined)

const isSetting = (name: string): name is SettingName => Object.hasOwn(environment.shape, name)

/** Blanks around a secret in a file mean nothing. */
const isFileChanged = (name: SettingName, before: SettingsSource, after: SettingsSource): boolean =>
  !SECRET_SETTINGS.includes(name) && before.files[name]?.text !== after.files[name]?.text

export const changesBetween = (before: SettingsSource, after: SettingsSource): SettingChanges => {
  const names = (Object.keys(environment.shape) as SettingName[]).filter(
    (name) => before.given[name] !== after.given[name] || isFileChanged(name, before, after),
  )
  const changed = names.filter((name) => isReloaded(name, after))
  return {
    changed,
    files: changed.flatMap((name) => after.files[name]?.path ?? []),
    needRestart: names.filter((name) => !isReloaded(name, after)),
  }
}

/**
 * The source in force after a reload: what changes while the gateway runs from the new one, with names that are no settings,
 * so that misspelled ones are warned of; all else as it was.
 */
export const reloadedSource = (inForce: SettingsSource, next: SettingsSource): SettingsSource => {
  const isTaken = (name: string): boolean => !isSetting(name) || isReloaded(name, next)
  const pick = <Value>(
    before: Readonly<Record<string, Value>>,
    after: Readonly<Record<string, Value>>,
  ): Readonly<Record<string, Value>> => {
    const kept = Object.entries(before).filter(([name]) => !isTaken(name))
    const taken = Object.entries(after).filter(([name]) => isTaken(name))
    return Object.fromEntries([...kept, ...taken])
  }
  return {
    given: pick(
      inForce.given as Readonly<Record<string, string>>,
      next.given as Readonly<Record<string, string>>,
    ),
    files: pick(inForce.files, next.files),
  }
}
