import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { findContradictions, isMixinConfigured } from './contradictions.ts'
import { environment } from './environment.ts'
import type { Environment, Given } from './environment.ts'
import { readKeystore } from './keystore.ts'
import type { Keystore } from './keystore.ts'
import type { MixinBot, MixinPolicy, SandboxConnection, Settings } from './settings.ts'
import { findWarnings } from './warnings.ts'
import { Secret } from '../secret.ts'

/** Settings that cannot be started with: all that is wrong, each line naming a setting and what to change. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['Parley cannot start with these settings:', ...problems].join('\n  '))
    this.problems = problems
  }
}

/** Where settings come from; blank values, which count as unset, are left out. */
export interface Origins {
  /** The environment of the process. Wins. */
  readonly environment: Given
  /** The `.env` file of a folder. */
  readonly file: Given
}

/** @throws SettingsError where there is an `.env` that cannot be read */
export function loadOrigins(cwd: string = process.cwd()): Origins {
  return { environment: withoutBlanks(process.env), file: withoutBlanks(readEnvFile(join(cwd, '.env'))) }
}

/**
 * The environment of the process over the `.env` file of a folder, where there is one. A blank value counts
 * as unset and lets the file's value through.
 */
export function loadEnvironment(cwd?: string): Given {
  const { environment, file } = loadOrigins(cwd)
  return { ...file, ...environment }
}

/**
 * Turns the environment into settings.
 *
 * @param readFile - reads the keystore file as text
 * @throws SettingsError listing everything that is wrong or contradictory
 */
export function readSettings(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Settings {
  const given = withoutBlanks(env)
  const read = environment.safeParse(given)
  const problems = (read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  problems.push(...findContradictions(given))

  const path = given['MIXIN_KEYSTORE']
  const file = path === undefined ? undefined : readKeystore(path, readFile)
  problems.push(...(file?.problems ?? []).map((problem) => `MIXIN_KEYSTORE ${problem}`))

  if (!read.success || problems.length > 0) throw new SettingsError(problems)
  return deepFreeze(assemble(given, read.data, file?.keystore))
}

/** The settings with the networks filled in that the sandbox stands in for. */
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
    sealtalk: fills.sealtalk && sealtalk ? { ...fills.sealtalk, apiUrl: sealtalk.url } : settings.sealtalk,
  })
}

function assemble(given: Given, env: Environment, keystore: Keystore | undefined): Settings {
  const production = env.NODE_ENV === 'production'
  const hasMixin = isMixinConfigured(given)
  const sandboxOn = env.SANDBOX ?? (!hasMixin && env.SEALTALK_API_URL === undefined)
  const policy = (botAccess: MixinPolicy['botAccess']): MixinPolicy => ({
    botAccess: env.MIXIN_BOT_ACCESS ?? botAccess,
    numberRatePerSecond: env.MIXIN_NUMBER_RATE,
    searchRatePerSecond: env.MIXIN_SEARCH_RATE,
  })
  const dialect = env.SEALTALK_DIALECT
  return {
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT,
    production,
    logLevel: env.LOG_LEVEL,
    drainDelayMs: env.DRAIN_DELAY_MS ?? (production ? 5000 : 0),
    mixin: hasMixin ? { ...policy('none'), ...mixinConnection(env, keystore) } : undefined,
    sealtalk: env.SEALTALK_API_URL === undefined ? undefined : { apiUrl: env.SEALTALK_API_URL, dialect },
    sandbox: {
      on: sandboxOn,
      port: env.SANDBOX_PORT,
      fills: {
        mixin: sandboxOn && !hasMixin ? policy('full') : undefined,
        sealtalk: sandboxOn && env.SEALTALK_API_URL === undefined ? { dialect } : undefined,
      },
    },
    apiKeys: env.API_KEYS,
    session: { secret: env.SESSION_SECRET, sameSite: env.COOKIE_SAMESITE },
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    redisUrl: env.REDIS_URL,
    cacheMaxBytes: env.CACHE_MAX_BYTES,
    upstreamConnections: env.UPSTREAM_CONNECTIONS,
    attempts: { perSubject: env.LIMIT_TRIES_PER_PHONE, perAddress: env.LIMIT_TRIES_PER_ADDRESS },
    overload: {
      concurrentRequests: env.LIMIT_CONCURRENT_REQUESTS,
      busyRequests: env.LIMIT_BUSY_REQUESTS,
      eventLoopDelayMs: env.LIMIT_EVENT_LOOP_DELAY_MS,
    },
    requestTimeoutMs: env.LIMIT_REQUEST_MS,
    graphiql: env.GRAPHIQL ?? !production,
    introspection: env.INTROSPECTION ?? !production,
    trace: (env.TRACE ?? !production) ? 'everyone' : env.TRACE === false ? 'nobody' : 'api-key',
    trustedDocuments:
      env.TRUSTED_DOCUMENTS === undefined
        ? undefined
        : { path: env.TRUSTED_DOCUMENTS, only: env.TRUSTED_DOCUMENTS_ONLY },
    limits: {
      bodyBytes: env.LIMIT_BODY_BYTES,
      jsonNesting: env.LIMIT_JSON_NESTING,
      nesting: env.LIMIT_NESTING,
      tokens: env.LIMIT_TOKENS,
      depth: env.LIMIT_DEPTH,
      aliases: env.LIMIT_ALIASES,
      rootFields: env.LIMIT_ROOT_FIELDS,
      directives: env.LIMIT_DIRECTIVES,
      fragments: env.LIMIT_FRAGMENTS,
      parts: env.LIMIT_PARTS,
      cost: env.LIMIT_COST,
    },
    executionPath: env.PARLEY_PATH,
    warnings: findWarnings(given, env, sandboxOn),
  }
}

/** What is set one by one beats the same thing in the keystore file. */
function mixinConnection(env: Environment, keystore: Keystore | undefined) {
  return {
    apiUrls: env.MIXIN_API_URL,
    blazeUrl: env.MIXIN_BLAZE_URL,
    bot: keystore ? botOf(keystore) : botFromEnvironment(env),
    clientSecret: env.MIXIN_CLIENT_SECRET ?? keystore?.clientSecret,
    pin: env.MIXIN_PIN ?? keystore?.pin,
    spendKey: env.MIXIN_SPEND_KEY,
  }
}

function botOf({ appId, sessionId, sessionPrivateKey, serverPublicKey }: Keystore): MixinBot {
  return { appId, sessionId, sessionPrivateKey, serverPublicKey }
}

function botFromEnvironment(env: Environment): MixinBot | undefined {
  const { MIXIN_APP_ID: appId, MIXIN_SESSION_ID: sessionId } = env
  const { MIXIN_SESSION_PRIVATE_KEY: sessionPrivateKey, MIXIN_SERVER_PUBLIC_KEY: serverPublicKey } = env
  if (appId === undefined || sessionId === undefined || sessionPrivateKey === undefined) return undefined
  return { appId, sessionId, sessionPrivateKey, serverPublicKey }
}

function withoutBlanks(env: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(env).map(([name, value]) => [name, value?.trim() ?? ''] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

function readEnvFile(path: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') return {}
    throw new SettingsError([`.env is there and cannot be read (${code}): let it be read, or remove it`])
  }
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part)
  return Object.freeze(value)
}
