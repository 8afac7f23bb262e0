import type { Given } from './environment.ts'
import { findRedisContradictions } from './redis-contradictions.ts'

/** The settings that together replace a keystore file. */
const botNames = ['MIXIN_APP_ID', 'MIXIN_SESSION_ID', 'MIXIN_SESSION_PRIVATE_KEY']

/** Mixin is configured if one of these is set. */
const mixinNames = [
  'MIXIN_API_URL',
  'MIXIN_KEYSTORE',
  ...botNames,
  'MIXIN_SERVER_PUBLIC_KEY',
  'MIXIN_CLIENT_SECRET',
  'MIXIN_PIN',
  'MIXIN_SPEND_KEY',
]

/** Whether Mixin, or a replacement at another address, is configured. */
export function isMixinConfigured(given: Given): boolean {
  return mixinNames.some((name) => given[name] !== undefined)
}

/** The secrets of a list: items, and what follows the names of API keys. */
function secretsOf(list = ''): string[] {
  return list.split(',').flatMap((item) => {
    const text = item.trim()
    return [text, text.slice(text.indexOf('=') + 1).trim()]
  })
}

/** Settings that are valid alone but contradict each other. Each sentence says what to change. */
export function findContradictions(given: Given): string[] {
  const isGiven = (name: string) => given[name] !== undefined
  const oneByOne = [...botNames, 'MIXIN_SERVER_PUBLIC_KEY'].filter(isGiven)
  const missing = botNames.filter((name) => !isGiven(name))
  const hasBot = isGiven('MIXIN_KEYSTORE') || oneByOne.length > 0
  const botAccess = given['MIXIN_BOT_ACCESS']?.toLowerCase() ?? 'none'

  const samePort = (one: string, other: string, fallback?: number): boolean =>
    isGiven(one) && Number(given[one]) !== 0 && Number(given[one]) === Number(given[other] ?? fallback)

  const isOn = (name: string) => ['1', 'true'].includes(given[name]?.toLowerCase() ?? '')
  const hasNetwork = isMixinConfigured(given) || isGiven('SEALTALK_API_URL')

  const rules: [boolean, string][] = [
    [
      given['NODE_ENV']?.toLowerCase() === 'production' && !hasNetwork && !isOn('SANDBOX'),
      'NODE_ENV is production, but no network is configured: set MIXIN_KEYSTORE, MIXIN_API_URL or SEALTALK_API_URL, or SANDBOX=1 for made-up people',
    ],
    [
      isGiven('MIXIN_KEYSTORE') && oneByOne.length > 0,
      `MIXIN_KEYSTORE and ${oneByOne.join(', ')} both name the bot: set only one of them`,
    ],
    [
      !isGiven('MIXIN_KEYSTORE') && oneByOne.length > 0 && missing.length > 0,
      `${oneByOne.join(', ')} do not name the bot completely: set ${missing.join(', ')} too, or MIXIN_KEYSTORE instead`,
    ],
    [
      isMixinConfigured(given) && !hasBot && ['read', 'full'].includes(botAccess),
      'MIXIN_BOT_ACCESS gives access to a bot, but no bot is configured: set MIXIN_KEYSTORE, or MIXIN_BOT_ACCESS=none',
    ],
    ...['MIXIN_PIN', 'MIXIN_SPEND_KEY'].map((name): [boolean, string] => [
      isGiven(name) && !hasBot,
      `${name} belongs to a bot, but no bot is configured: set MIXIN_KEYSTORE, or unset ${name}`,
    ]),
    ...['MIXIN', 'SEALTALK'].map((network): [boolean, string] => [
      isGiven(`${network}_CERT_FILE`) !== isGiven(`${network}_KEY_FILE`),
      `${network}_CERT_FILE and ${network}_KEY_FILE belong together: set both, or unset both`,
    ]),
    [
      isGiven('REDIS_URL') && !isGiven('SESSION_SECRET'),
      "REDIS_URL requires SESSION_SECRET, because several gateways must open each other's sessions: set the same SESSION_SECRET for all",
    ],
    [
      isOn('TRUSTED_DOCUMENTS_ONLY') && !isGiven('TRUSTED_DOCUMENTS'),
      'TRUSTED_DOCUMENTS_ONLY requires TRUSTED_DOCUMENTS: set TRUSTED_DOCUMENTS, or unset TRUSTED_DOCUMENTS_ONLY',
    ],
    [
      given['COOKIE_SECURE'] === '0' && given['COOKIE_SAMESITE']?.toLowerCase() === 'none',
      'COOKIE_SAMESITE=none requires a Secure cookie, because browsers reject any other: unset COOKIE_SECURE, or change COOKIE_SAMESITE',
    ],
    [
      samePort('METRICS_PORT', 'PORT', 4000),
      'METRICS_PORT must differ from PORT: unset it to serve /metrics on PORT',
    ],
    [samePort('ADMIN_PORT', 'PORT', 4000), 'ADMIN_PORT must differ from PORT: it has a port of its own'],
    [
      samePort('ADMIN_PORT', 'METRICS_PORT'),
      'ADMIN_PORT must differ from METRICS_PORT: each has a port of its own',
    ],
    [
      isGiven('ADMIN_PORT') && !isGiven('ADMIN_TOKEN'),
      'ADMIN_PORT requires ADMIN_TOKEN, 32 random characters or more: set it, or unset ADMIN_PORT',
    ],
    ...['API_KEYS', 'SESSION_SECRET'].map((name): [boolean, string] => [
      isGiven('ADMIN_TOKEN') && secretsOf(given[name]).includes(given['ADMIN_TOKEN'] ?? ''),
      `ADMIN_TOKEN must be a secret of its own: ${name} has the same one`,
    ]),
  ]
  return [
    ...rules.filter(([broken]) => broken).map(([, sentence]) => sentence),
    ...findRedisContradictions(given),
  ]
}
