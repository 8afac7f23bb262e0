import { isMixinConfigured } from './contradictions.ts'
import type { Environment, Given } from './environment.ts'
import type { Keystore } from './keystore.ts'
import type { MixinBot, MixinPolicy, Settings, TrustedDocument } from './settings.ts'
import { cacheBytesFor } from './memory.ts'
import type { Tls } from './tls-files.ts'
import { findWarnings } from './warnings.ts'

/** What the settings' files hold. */
export interface FromFiles {
  readonly keystore: Keystore | undefined
  readonly tls: Tls
  readonly documents: readonly TrustedDocument[]
}

/** As many as `findContacts` takes: an address book of that size can be looked up. */
const PHONES_PER_ADDRESS = 50

/** Builds the settings from valid values and fills in the defaults that depend on other settings. */
export function assemble(given: Given, env: Environment, { keystore, tls, documents }: FromFiles): Settings {
  const production = env.NODE_ENV === 'production'
  const hasMixin = isMixinConfigured(given)
  const sandboxOn = env.SANDBOX ?? (!production && !hasMixin && env.SEALTALK_API_URL === undefined)
  const policy = (botAccess: MixinPolicy['botAccess']): MixinPolicy => ({
    botAccess: env.MIXIN_BOT_ACCESS ?? botAccess,
    numberRatePerSecond: env.MIXIN_NUMBER_RATE,
    searchRatePerSecond: env.MIXIN_SEARCH_RATE,
  })
  const sealtalk = {
    dialect: env.SEALTALK_DIALECT,
    utf8mb4: env.SEALTALK_UTF8MB4,
    textMessagesPerHour: env.LIMIT_TEXT_MESSAGES_PER_HOUR,
  }
  return {
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT,
    admin:
      env.ADMIN_PORT === undefined || env.ADMIN_TOKEN === undefined
        ? undefined
        : { port: env.ADMIN_PORT, host: env.ADMIN_HOST, token: env.ADMIN_TOKEN },
    workers: env.WORKERS,
    production,
    logLevel: env.LOG_LEVEL,
    logRequests: env.LOG_REQUESTS,
    keepAliveMs: env.KEEP_ALIVE_MS,
    drainDelayMs: env.DRAIN_DELAY_MS ?? (production ? 5000 : 0),
    mixin: hasMixin ? { ...policy('none'), ...mixinConnection(env, keystore), tls: tls.mixin } : undefined,
    sealtalk:
      env.SEALTALK_API_URL === undefined
        ? undefined
        : { apiUrl: env.SEALTALK_API_URL, tls: tls.sealtalk, ...sealtalk },
    sandbox: {
      on: sandboxOn,
      port: env.SANDBOX_PORT,
      fills: {
        mixin: sandboxOn && !hasMixin ? policy('full') : undefined,
        sealtalk: sandboxOn && env.SEALTALK_API_URL === undefined ? sealtalk : undefined,
      },
    },
    apiKeys: env.API_KEYS,
    session: {
      secret: env.SESSION_SECRET?.[0],
      formerSecrets: env.SESSION_SECRET?.slice(1) ?? [],
      sameSite: env.COOKIE_SAMESITE,
      secure: secureCookie(env),
    },
    corsOrigins: env.CORS_ORIGINS,
    corsHeaders: env.CORS_HEADERS,
    trustProxy: env.TRUST_PROXY,
    redis: env.REDIS_URL && {
      urls: env.REDIS_URL,
      mode: env.REDIS_MODE,
      sentinel: {
        masterName: env.REDIS_MASTER_NAME,
        username: env.REDIS_SENTINEL_USERNAME,
        password: env.REDIS_SENTINEL_PASSWORD,
        tls: env.REDIS_SENTINEL_TLS,
      },
    },
    cacheMaxBytes:
      given['CACHE_MAX_BYTES'] === undefined ? cacheBytesFor(undefined, env.WORKERS) : env.CACHE_MAX_BYTES,
    upstreamConnections: env.UPSTREAM_CONNECTIONS,
    proxies: { https: env.HTTPS_PROXY ?? env.HTTP_PROXY, http: env.HTTP_PROXY, except: env.NO_PROXY },
    attempts: {
      perSubject: env.LIMIT_TRIES_PER_PHONE,
      perAddress: env.LIMIT_TRIES_PER_ADDRESS,
      phonesPerAddress:
        env.LIMIT_PHONES_PER_ADDRESS ??
        (given['LIMIT_TRIES_PER_ADDRESS'] === undefined ? PHONES_PER_ADDRESS : env.LIMIT_TRIES_PER_ADDRESS),
      signInsPerSubject: env.LIMIT_SIGN_INS_PER_ACCOUNT,
      signInsPerAddress: env.LIMIT_SIGN_INS_PER_ADDRESS,
    },
    overload: {
      concurrentRequests: env.LIMIT_CONCURRENT_REQUESTS,
      busyRequests: env.LIMIT_BUSY_REQUESTS,
      eventLoopDelayMs: env.LIMIT_EVENT_LOOP_DELAY_MS,
    },
    connections: {
      connections: env.LIMIT_CONNECTIONS,
      connectionsPerAddress: env.TRUST_PROXY.length > 0 ? undefined : env.LIMIT_CONNECTIONS_PER_ADDRESS,
      readingBodies: env.LIMIT_READING_BODIES,
      readingBodiesPerAddress: env.LIMIT_READING_BODIES_PER_ADDRESS,
      readingBytes: env.LIMIT_READING_BYTES,
      unreadBytes: env.LIMIT_UNREAD_BYTES,
    },
    requestsPerSecond: env.LIMIT_REQUESTS_PER_SECOND,
    requestTimeoutMs: env.LIMIT_REQUEST_MS,
    graphiql: env.GRAPHIQL ?? !production,
    introspection: env.INTROSPECTION ?? !production,
    trace: (env.TRACE ?? !production) ? 'everyone' : env.TRACE === false ? 'nobody' : 'api-key',
    trustedDocuments:
      env.TRUSTED_DOCUMENTS === undefined ? undefined : { documents, only: env.TRUSTED_DOCUMENTS_ONLY },
    limits: {
      bodyBytes: env.LIMIT_BODY_BYTES,
      jsonNesting: env.LIMIT_JSON_NESTING,
      nesting: env.LIMIT_NESTING,
      tokens: env.LIMIT_TOKENS,
      nameLength: env.LIMIT_NAME_LENGTH,
      depth: env.LIMIT_DEPTH,
      aliases: env.LIMIT_ALIASES,
      rootFields: env.LIMIT_ROOT_FIELDS,
      directives: env.LIMIT_DIRECTIVES,
      fragments: env.LIMIT_FRAGMENTS,
      parts: env.LIMIT_PARTS,
      cost: env.LIMIT_COST,
      answerBytes: env.LIMIT_ANSWER_BYTES,
    },
    executionPath: env.PARLEY_PATH,
    warnings: findWarnings(given, env, sandboxOn),
  }
}

function secureCookie(env: Environment): Settings['session']['secure'] {
  // Browsers accept `SameSite=None` on Secure cookies only.
  if (env.COOKIE_SECURE === '1' || env.COOKIE_SAMESITE === 'none') return 'always'
  if (env.COOKIE_SECURE === '0') return 'never'
  return env.NODE_ENV === 'production' ? 'always' : 'over-tls'
}

/** Separate settings override the same values in the keystore file. */
function mixinConnection(env: Environment, keystore: Keystore | undefined) {
  return {
    apiUrls: env.MIXIN_API_URL,
    blazeUrl: env.MIXIN_BLAZE_URL,
    bot: keystore ? botOf(keystore) : botFromEnvironment(env),
    clientSecret: env.MIXIN_CLIENT_SECRET ?? keystore?.clientSecret,
    pin: env.MIXIN_PIN ?? keystore?.pin,
    spendKey: env.MIXIN_SPEND_KEY ?? keystore?.spendKey,
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
