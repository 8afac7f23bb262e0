import type { Given, SettingName } from './environment.ts'
import { whyUnreadable } from './keystore.ts'

/** Settings that are secrets. Each may be in a file instead, which `NAME_FILE` names. */
export const SECRET_SETTINGS: readonly SettingName[] = [
  'MIXIN_SESSION_PRIVATE_KEY',
  'MIXIN_SERVER_PUBLIC_KEY',
  'MIXIN_CLIENT_SECRET',
  'MIXIN_PIN',
  'MIXIN_SPEND_KEY',
  'API_KEYS',
  'SESSION_SECRET',
  'REDIS_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
]

/** The name of the setting that names a secret's file. */
export const fileNameOf = (name: SettingName): string => `${name}_FILE`

/**
 * The settings with the secrets that are in files, without blanks and line breaks at their ends.
 *
 * @returns them with the problems, which never quote a content
 */
export function readSecretFiles(
  given: Given,
  readFile: (path: string) => string,
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
      const content = readFile(path).trim()
      if (content === '') problems.push(`${file} must be the path of a file that is not empty`)
      else found[name] = content
    } catch (error) {
      problems.push(`${file} ${whyUnreadable(error)}`)
    }
  }
  return { given: { ...given, ...found }, problems }
}
