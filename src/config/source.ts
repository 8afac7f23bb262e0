import type { Given } from './environment.ts'

/** A file that a setting names. */
export interface SettingFile {
  readonly path: string
  readonly text: string
}

/** What settings were read from. */
export interface SettingsSource {
  /** With the secrets that are in files in place of their paths. */
  readonly given: Given
  /** The files that were read, by the names of the settings they belong to: `API_KEYS`, `MIXIN_KEYSTORE`. */
  readonly files: Readonly<Record<string, SettingFile>>
}

/**
 * Reads the file of a setting as text.
 * @throws Error with the code of why it cannot be read
 */
export type ReadSettingFile = (name: string, path: string) => string

/** Reads files and keeps what was read. */
export const recordFiles = (
  readFile: (path: string) => string,
): { readonly read: ReadSettingFile; readonly files: Record<string, SettingFile> } => {
  const files: Record<string, SettingFile> = {}
  return {
    files,
    read(name, path) {
      const text = readFile(path)
      files[name] = { path, text }
      return text
    },
  }
}
