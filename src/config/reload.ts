import { environment, type Given, type SettingName } from './environment.ts'
import type { Settings } from './settings.ts'

/** Settings that change while the gateway runs. All others need a restart. */
export const RELOADED = ['API_KEYS', 'LOG_LEVEL', 'LOG_REQUESTS'] as const satisfies readonly SettingName[]

/** The settings of these names. */
export type ReloadedSettings = Pick<Settings, 'apiKeys' | 'logLevel' | 'logRequests'>

const isReloaded = (name: string): boolean => RELOADED.some((reloaded) => reloaded === name)

/** Names of settings that differ, without their values. */
export interface SettingChanges {
  readonly changed: readonly string[]
  readonly needRestart: readonly string[]
}

export const changesBetween = (before: Given, after: Given): SettingChanges => {
  const names = Object.keys(environment.shape).filter((name) => before[name] !== after[name])
  return {
    changed: names.filter(isReloaded),
    needRestart: names.filter((name) => !isReloaded(name)),
  }
}
