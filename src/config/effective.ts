import { Secret } from '../secret.ts'
import { ApiKey } from './api-keys.ts'
import { environment, type Given, type SettingName } from './environment.ts'
import { fileNameOf, SECRET_SETTINGS } from './secret-files.ts'
import type { Settings } from './settings.ts'

/** Where the value of a setting comes from. `file`: the one that `NAME_FILE` names. */
export type Source = 'environment' | '.env' | 'file' | 'keystore' | 'sandbox' | 'default'

/** A setting in force. */
export interface EffectiveSetting {
  readonly name: SettingName
  /** In the spelling of the environment, with secrets masked. `-` if unset. */
  readonly value: string
  readonly source: Source
  /** The file that a secret comes from. */
  readonly path?: string
}

const MASK = '[secret]'
const NONE = '-'

const flagText = (value: boolean): string => (value ? '1' : '0')

/** Scheme, host and path, with credentials masked. */
const maskedUrl = (secret: Secret): string => {
  const { protocol, username, password, host, pathname } = new URL(secret.reveal())
  return `${protocol}//${username || password ? `${MASK}@` : ''}${host}${pathname}`
}

/** A value in the spelling of the environment, with secrets masked. */
const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return NONE
  if (value instanceof ApiKey && value.label !== undefined) return `${value.label}=${MASK}`
  if (value instanceof Secret) return MASK
  if (Array.isArray(value)) return value.length === 0 ? NONE : value.map(textOf).join(',')
  return typeof value === 'boolean' ? flagText(value) : `${value as string | number}`
}

const sentinelTls = (redis: Settings['redis']): string => {
  if (!redis) return NONE
  return flagText(redis.sentinel?.tls ?? redis.urls[0]?.reveal().startsWith('rediss:') === true)
}

/** Settings whose defaults depend on other settings. */
const dependent: Partial<Record<SettingName, (settings: Settings) => string>> = {
  DRAIN_DELAY_MS: ({ drainDelayMs }) => String(drainDelayMs),
  LOG_REQUESTS: ({ logRequests }) =>
    logRequests === undefined ? '1, or 0 on a terminal' : String(logRequests),
  MIXIN_BOT_ACCESS: ({ mixin, sandbox }) => (mixin ?? sandbox.fills.mixin)?.botAccess ?? 'none',
  SANDBOX: ({ sandbox }) => flagText(sandbox.on),
  LIMIT_PHONES_PER_ADDRESS: ({ attempts }) => String(attempts.phonesPerAddress),
  CACHE_MAX_BYTES: ({ cacheMaxBytes }) => String(cacheMaxBytes),
  GRAPHIQL: ({ graphiql }) => flagText(graphiql),
  INTROSPECTION: ({ introspection }) => flagText(introspection),
  TRACE: ({ trace }) => ({ everyone: '1', nobody: '0', 'api-key': 'for callers with an API key' })[trace],
  SESSION_SECRET: ({ session }) => (session.secret ? MASK : 'random per process'),
  API_KEYS: ({ apiKeys }) => textOf(apiKeys),
  HTTPS_PROXY: ({ proxies }) => (proxies.https ? maskedUrl(proxies.https) : NONE),
  HTTP_PROXY: ({ proxies }) => (proxies.http ? maskedUrl(proxies.http) : NONE),
  REDIS_URL: ({ redis }) => redis?.urls.map(maskedUrl).join(',') ?? NONE,
  REDIS_MODE: ({ redis }) => redis?.mode ?? (redis ? 'found out' : NONE),
  REDIS_SENTINEL_TLS: ({ redis }) => sentinelTls(redis),
}

/** Settings that a keystore file or the sandbox may provide. */
const ofBot: Partial<Record<SettingName, (mixin: NonNullable<Settings['mixin']>) => unknown>> = {
  MIXIN_APP_ID: ({ bot }) => bot?.appId,
  MIXIN_SESSION_ID: ({ bot }) => bot?.sessionId,
  MIXIN_SESSION_PRIVATE_KEY: ({ bot }) => bot?.sessionPrivateKey,
  MIXIN_SERVER_PUBLIC_KEY: ({ bot }) => bot?.serverPublicKey,
  MIXIN_CLIENT_SECRET: ({ clientSecret }) => clientSecret,
  MIXIN_PIN: ({ pin }) => pin,
  MIXIN_SPEND_KEY: ({ spendKey }) => spendKey,
}

const SANDBOXED: Partial<Record<SettingName, 'mixin' | 'sealtalk'>> = {
  MIXIN_API_URL: 'mixin',
  MIXIN_BLAZE_URL: 'mixin',
  MIXIN_CLIENT_SECRET: 'mixin',
  MIXIN_PIN: 'mixin',
  MIXIN_APP_ID: 'mixin',
  MIXIN_SESSION_ID: 'mixin',
  MIXIN_SESSION_PRIVATE_KEY: 'mixin',
  MIXIN_SERVER_PUBLIC_KEY: 'mixin',
  SEALTALK_API_URL: 'sealtalk',
}

/**
 * Every setting in force and where it comes from, in the order of docs/settings.md.
 *
 * @param settings the result of `readSettings` for both origins together
 */
export const effectiveSettings = (
  settings: Settings,
  origins: { readonly environment: Given; readonly file: Given },
): readonly EffectiveSetting[] => {
  const values: Readonly<Record<string, unknown>> = environment.parse({
    ...origins.file,
    ...origins.environment,
  })
  const pathOf = (name: SettingName): string | undefined =>
    SECRET_SETTINGS.includes(name)
      ? (origins.environment[fileNameOf(name)] ?? origins.file[fileNameOf(name)])
      : undefined
  const describe = (name: SettingName): Omit<EffectiveSetting, 'name'> => {
    const value = dependent[name]?.(settings) ?? textOf(values[name])
    if (origins.environment[name] !== undefined) return { value, source: 'environment' }
    const path = pathOf(name)
    if (path !== undefined) return { value: dependent[name]?.(settings) ?? MASK, source: 'file', path }
    if (origins.file[name] !== undefined) return { value, source: '.env' }
    const network = SANDBOXED[name]
    if (network && settings.sandbox.fills[network]) return { value: "the sandbox's", source: 'sandbox' }
    const fromKeystore = settings.mixin && ofBot[name]?.(settings.mixin)
    if (fromKeystore !== undefined) return { value: textOf(fromKeystore), source: 'keystore' }
    return { value, source: 'default' }
  }
  return (Object.keys(environment.shape) as SettingName[]).map((name) => ({ name, ...describe(name) }))
}
