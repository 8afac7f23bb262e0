import { environment, type Given, type SettingName } from './environment.ts'
import { whyUnreadable } from './keystore.ts'
import { isSecret } from './kinds.ts'
import type { ReadSettingFile } from './source.ts'

/** Settings of a secret kind. Each may be in a file instead, which `NAME_FILE` names. */
export const SECRET_SETTINGS: readonly SettingName[] = (
  Object.keys(environment.shape) as SettingName[]
).filter((name) => isSecret(environment.shape[name]))

/** The name of the setting that names a secret's file. */
export const fileNameOf = (name: SettingName): string => `${name}_FILE`

/**
 * The settings with the secrets that are in files, without blanks and line breaks at their ends, in place of the paths.
 *
 * @returns them with the problems, which never quote a content
 */
export function readSecretFiles(
  given: Given,
  readFile: ReadSettingFile,
): { readonly given: Given; readonly problems: readonly string[] } {
  const problems: string[] = []
  const found: Record<string, string> = {}
  for (const name of SECRET_SETTINGS) {
    const file = fileNameOf(name)
    const path = given[file]
    if (path === undefined) continue
    if (given[name] !== undefined) {
      problems.push(`${name} and ${file} are both set: set only one of them`)
      continue
    }
    try {
      const content = readFile(name, path).trim()
      if (content === '') problems.push(`${file} must be the path of a file that is not empty`)
      else found[name] = content
    } catch (error) {
      problems.push(`${file} ${whyUnreadable(error)}`)
    }
  }
  const paths = new Set(SECRET_SETTINGS.map(fileNameOf))
  const others = Object.entries(given).filter(([name]) => !paths.has(name))
  return { given: { ...Object.fromEntries(others), ...found }, problems }
}
