import { join } from 'node:path'
import { assemble } from './assemble.ts'
import { findContradictions } from './contradictions.ts'
import { readEnvFile } from './env-file.ts'
import { readDocumentFile } from './document-file.ts'
import { environment } from './environment.ts'
import type { Given } from './environment.ts'
import { readKeystore } from './keystore.ts'
import type { SandboxConnection, Settings } from './settings.ts'
import { Secret } from '../secret.ts'
import { readSecretFiles } from './secret-files.ts'
import { type ReadSettingFile, recordFiles, type SettingsSource } from './source.ts'
import { readTextFile } from './text-file.ts'
import { readTlsFiles } from './tls-files.ts'

/** Invalid settings. Lists all problems; each names a setting and says what to change. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['Parley cannot start with these settings:', ...problems].join('\n  '))
    this.problems = problems
  }
}

/** Where settings come from, without blank values, which count as unset. */
export interface Origins {
  /** The environment of the process, which takes precedence. */
  readonly environment: Given
  /** The `.env` file. */
  readonly file: Given
  /** Whether there is an `.env` file. */
  readonly hasFile: boolean
}

/** @throws SettingsError if there is an `.env` file that cannot be read, or of which something would be lost */
export function loadOrigins(cwd: string = process.cwd()): Origins {
  const { values, problems, exists } = readEnvFile(join(cwd, '.env'))
  if (problems.length > 0) throw new SettingsError(problems)
  return { environment: withoutBlanks(process.env), file: withoutBlanks(values), hasFile: exists }
}

const merge = ({ environment, file }: Origins): Given => ({ ...file, ...environment })

/**
 * The environment of the process merged over the `.env` file of a folder, if there is one. A blank value counts as
 * unset, so the file's value applies.
 */
export function loadEnvironment(cwd?: string): Given {
  return merge(loadOrigins(cwd))
}

/**
 * Like `loadEnvironment`, time and again. An `.env` file that was there and is gone is a mistake: without it, everything
 * would have its default, rules that protect included.
 */
export function createEnvironmentReader(cwd?: string): () => Given {
  let hadFile = false
  return () => {
    const origins = loadOrigins(cwd)
    if (hadFile && !origins.hasFile) {
      throw new SettingsError(['.env is gone: put it back, without a line if nothing is to be set in it'])
    }
    hadFile = origins.hasFile
    return merge(origins)
  }
}

/** Options of Node.js that are in force for this process. */
export const nodeOptions = (): readonly string[] => [...process.execArgv, process.env['NODE_OPTIONS'] ?? '']

/** Whether npm started this process, by a script of a package. */
export const isRunByNpm = (): boolean => process.env['npm_lifecycle_event'] !== undefined

/**
 * Reads settings from the environment. Invalid settings abort startup with one message that lists them all.
 *
 * @param readFile - reads the keystore and the files of secrets and certificates as text
 * @throws SettingsError
 */
export function readSettings(
  env: Record<string, string | undefined>,
  readFile?: (path: string) => string,
): Settings {
  return readWithSource(env, readFile).settings
}

/** Settings, and what they were read from. */
export interface SettingsWithSource {
  readonly settings: Settings
  readonly source: SettingsSource
}

/** Like `readSettings`, for comparing what was read at different times. */
export function readWithSource(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = readTextFile,
): SettingsWithSource {
  const { read, files } = recordFiles(readFile)
  const { given, problems } = readSecretFiles(withProxies(withoutBlanks(env)), read)
  return { settings: settingsOf(given, read, problems), source: { given, files } }
}

/**
 * Settings from what was read before, without reading a file.
 * @throws SettingsError
 */
export const settingsFrom = ({ given, files }: SettingsSource): Settings =>
  settingsOf(given, (name) => files[name]?.text ?? '', [])

function settingsOf(given: Given, readFile: ReadSettingFile, found: readonly string[]): Settings {
  const read = environment.safeParse(given)
  const problems = [...found]
  problems.push(...(read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`))
  problems.push(...findContradictions(given))

  const path = given['MIXIN_KEYSTORE']
  const file = path === undefined ? undefined : readKeystore(path, (path) => readFile('MIXIN_KEYSTORE', path))
  problems.push(...(file?.problems ?? []).map((problem) => `MIXIN_KEYSTORE ${problem}`))

  const tls = readTlsFiles(given, readFile)
  problems.push(...tls.problems)

  const trusted = readDocumentFile(given, readFile)
  problems.push(...trusted.problems)

  if (!read.success || problems.length > 0) throw new SettingsError(problems)
  const { documents } = trusted
  return deepFreeze(assemble(given, read.data, { keystore: file?.keystore, tls: tls.found, documents }))
}

/** The settings with the sandbox in place of each network that is not configured. */
export function withSandbox(settings: Settings, sandbox: SandboxConnection): Settings {
  const { fills } = settings.sandbox
  const { mixin, sealtalk } = sandbox
  return deepFreeze({
    ...settings,
    mixin:
      fills.mixin && mixin
        ? {
            ...fills.mixin,
            apiUrls: [mixin.url],
            blazeUrl: mixin.blazeUrl,
            tls: undefined,
            bot: {
              appId: mixin.appId,
              sessionId: mixin.sessionId,
              sessionPrivateKey: new Secret(mixin.sessionPrivateKey),
              serverPublicKey: new Secret(mixin.serverPublicKey),
            },
            clientSecret: new Secret(mixin.clientSecret),
            pin: new Secret(mixin.pin),
            spendKey: undefined,
          }
        : settings.mixin,
    sealtalk:
      fills.sealtalk && sealtalk
        ? { ...fills.sealtalk, apiUrl: sealtalk.url, tls: undefined }
        : settings.sealtalk,
  })
}

/** Many programs read these in lower case, which takes precedence, as with undici. */
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const

function withProxies(given: Record<string, string>): Record<string, string> {
  const lower = PROXIES.flatMap((name) => {
    const value = given[name.toLowerCase()]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...given, ...Object.fromEntries(lower) }
}

function withoutBlanks(env: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part)
  return Object.freeze(value)
}
