import { z } from 'zod'
import * as is from './kinds.ts'

/**
 * Every setting that Parley knows, by its name in the environment, with its kind and its default. Where a
 * default depends on other settings it is missing here and filled in by `readSettings`.
 */
export const environment = z.object({
  HOST: is.host.default('127.0.0.1'),
  PORT: is.port.default(4000),
  METRICS_PORT: is.port.optional(),
  NODE_ENV: is.text.optional(),
  LOG_LEVEL: is.choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  DRAIN_DELAY_MS: is.wholeNumber(0, 600_000).optional(),

  MIXIN_API_URL: is.httpUrls.default(['https://api.mixin.one']),
  MIXIN_BLAZE_URL: is.websocketUrl.default('wss://blaze.mixin.one'),
  MIXIN_KEYSTORE: is.text.optional(),
  MIXIN_APP_ID: is.uuid.optional(),
  MIXIN_SESSION_ID: is.uuid.optional(),
  MIXIN_SESSION_PRIVATE_KEY: is.sessionPrivateKey.optional(),
  MIXIN_SERVER_PUBLIC_KEY: is.serverPublicKey.optional(),
  MIXIN_CLIENT_SECRET: is.secret.optional(),
  MIXIN_PIN: is.pin.optional(),
  MIXIN_SPEND_KEY: is.spendKey.optional(),
  MIXIN_BOT_ACCESS: is.choice('none', 'read', 'full').optional(),
  MIXIN_NUMBER_RATE: is.ratePerSecond.default(2),
  MIXIN_SEARCH_RATE: is.ratePerSecond.default(2),

  SEALTALK_API_URL: is.httpUrl.optional(),
  SEALTALK_DIALECT: is.choice('server', 'document').default('server'),

  SANDBOX: is.flag.optional(),
  SANDBOX_PORT: is.port.default(0),

  API_KEYS: is.secrets.default([]),
  SESSION_SECRET: is.secret.optional(),
  COOKIE_SAMESITE: is.choice('lax', 'strict', 'none').default('lax'),
  CORS_ORIGINS: is.origins.default([]),
  TRUST_PROXY: is.addresses.default([]),

  REDIS_URL: is.redisUrl.optional(),
  CACHE_MAX_BYTES: is.byteCount.default(256 * 2 ** 20),
  UPSTREAM_CONNECTIONS: is.wholeNumber(1, 10_000).default(128),

  LIMIT_TRIES_PER_PHONE: is.wholeNumber(1, 1_000_000).default(5),
  LIMIT_TRIES_PER_ADDRESS: is.wholeNumber(1, 1_000_000).default(20),
  LIMIT_CONCURRENT_REQUESTS: is.wholeNumber(1, 1_000_000).default(512),
  LIMIT_BUSY_REQUESTS: is.wholeNumber(0, 1_000_000).default(64),
  LIMIT_EVENT_LOOP_DELAY_MS: is.wholeNumber(1, 60_000).default(200),
  LIMIT_REQUEST_MS: is.wholeNumber(1, 600_000).default(10_000),

  GRAPHIQL: is.flag.optional(),
  INTROSPECTION: is.flag.optional(),
  TRACE: is.flag.optional(),
  TRUSTED_DOCUMENTS: is.text.optional(),
  TRUSTED_DOCUMENTS_ONLY: is.flag.default(false),

  LIMIT_BODY_BYTES: is.bytesBetween(2 ** 10, 16 * 2 ** 20).default(256 * 2 ** 10),
  LIMIT_JSON_NESTING: is.wholeNumber(4, 500).default(32),
  LIMIT_NESTING: is.wholeNumber(4, 500).default(64),
  LIMIT_TOKENS: is.wholeNumber(10, 100_000).default(1_000),
  LIMIT_DEPTH: is.wholeNumber(1, 100).default(10),
  LIMIT_ALIASES: is.wholeNumber(0, 10_000).default(30),
  LIMIT_ROOT_FIELDS: is.wholeNumber(1, 10_000).default(20),
  LIMIT_DIRECTIVES: is.wholeNumber(0, 10_000).default(9),
  LIMIT_FRAGMENTS: is.wholeNumber(0, 1_000).default(50),
  LIMIT_PARTS: is.wholeNumber(0, 1_000_000).default(1_000),
  LIMIT_COST: is.wholeNumber(1, 1_000_000).default(500),

  /** For tests: the path that every request takes as far as it can; see docs/adr/0010. */
  PARLEY_PATH: is.choice('yoga', 'fast').optional(),
})

/** The settings as read, before defaults that depend on each other and before the keystore file. */
export type Environment = z.infer<typeof environment>

/** The name of a setting. */
export type SettingName = keyof Environment

/** What the process was given, blank values left out: the texts as they stand. */
export type Given = Partial<Record<string, string>>
