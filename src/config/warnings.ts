import { hasShortNamedKey, MIN_KEY_LENGTH } from './api-keys.ts'
import { isLoopbackHost } from '../client-address.ts'
import { environment } from './environment.ts'
import type { Environment, Given } from './environment.ts'
import { memoryAtHand } from './memory.ts'
import { isNear } from './near-names.ts'
import { fileNameOf, SECRET_SETTINGS } from './secret-files.ts'

/** What a worker takes at rest, and a small cache. */
const LEAST_WORKER_BYTES = 160 * 2 ** 20

/** Doubtful settings that do not prevent startup: one sentence each, without secrets. */
export function findWarnings(given: Given, values: Environment, sandboxOn: boolean): string[] {
  const isGiven = (name: keyof Environment) => given[name] !== undefined
  const rules: [boolean, string][] = [
    [
      isGiven('SEALTALK_API_URL') && !isGiven('SESSION_SECRET'),
      'SESSION_SECRET is not set: SealTalk sessions are encrypted with a random key and end with this process.',
    ],
    [
      values.SESSION_SECRET?.some((secret) => secret.reveal().length < 32) === true,
      'SESSION_SECRET is shorter than 32 characters: use a long random one (a comma separates several).',
    ],
    [
      values.API_KEYS.some((key) => key.reveal().length < MIN_KEY_LENGTH),
      'API_KEYS contains a key shorter than 16 characters: anyone who guesses it can act as the bot.',
    ],
    [
      values.API_KEYS.some(hasShortNamedKey),
      'API_KEYS contains a key of the form name=key, but a key with a name needs 16 characters or more: the whole text counts as the key, with full access.',
    ],
    [
      (isGiven('MIXIN_PIN') || isGiven('MIXIN_SPEND_KEY')) &&
        isGiven('MIXIN_APP_ID') &&
        !isGiven('MIXIN_SERVER_PUBLIC_KEY'),
      'MIXIN_SERVER_PUBLIC_KEY is not set: the gateway cannot encrypt the PIN, so authorizeApp fails.',
    ],
    [
      isGiven('ADMIN_TOKEN') && !isGiven('ADMIN_PORT'),
      'ADMIN_TOKEN is set, but ADMIN_PORT is not: there is no admin port.',
    ],
    [
      isGiven('ADMIN_PORT') && !isLoopbackHost(values.ADMIN_HOST),
      'ADMIN_HOST is not loopback: ADMIN_TOKEN is sent in plain text, so let nobody but operators reach that port.',
    ],
    [
      sandboxOn && values.NODE_ENV === 'production',
      'NODE_ENV is production, but the sandbox serves made-up people: set MIXIN_API_URL or SEALTALK_API_URL, and unset SANDBOX.',
    ],
  ]
  const { processBytes } = memoryAtHand()
  if (values.WORKERS > 1 && processBytes / values.WORKERS < LEAST_WORKER_BYTES) {
    rules.push([
      true,
      `WORKERS is ${values.WORKERS}, but the memory is enough for ${Math.max(1, Math.floor(processBytes / LEAST_WORKER_BYTES))}: each worker needs 160 MiB.`,
    ])
  }
  const addresses: [string, string[]][] = [
    ['MIXIN_API_URL', values.MIXIN_API_URL],
    ['MIXIN_BLAZE_URL', [values.MIXIN_BLAZE_URL]],
    ['SEALTALK_API_URL', values.SEALTALK_API_URL === undefined ? [] : [values.SEALTALK_API_URL]],
  ]
  const unencrypted = addresses
    .filter(([, urls]) => urls.some(isUnencrypted))
    .map(([name]) => `${name} is not encrypted, so credentials are sent in plain text: use https or wss.`)
  return [
    ...rules.filter(([applies]) => applies).map(([, text]) => text),
    ...unencrypted,
    ...nearMisses(given),
  ]
}

function isUnencrypted(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return (protocol === 'http:' || protocol === 'ws:') && !isLoopbackHost(hostname)
}

/** Variables that Kubernetes sets for other services, for example one called `mixin` or `sandbox`. */
const KUBERNETES = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d+_(TCP|UDP)(_|$)|$)/

/** Where the examples find a gateway. */
const OF_EXAMPLES: readonly string[] = ['PARLEY_URL', 'PARLEY_GROUP']

/** Spellings that are read, too. */
const LOWER_CASE: readonly string[] = ['https_proxy', 'http_proxy', 'no_proxy']

/** A name must share this many first letters with a setting to count as a misspelling: other programs have similar names. */
const SHARED_START = 3

/** Names in the environment that look like misspelled settings: MIXIN_KEYSTOR, LOGLEVEL, mixin_pin. */
function nearMisses(given: Given): string[] {
  const settings = [...Object.keys(environment.shape), ...SECRET_SETTINGS.map(fileNameOf)]
  return Object.keys(given).flatMap((name) => {
    if ([...settings, ...OF_EXAMPLES, ...LOWER_CASE].includes(name) || KUBERNETES.test(name)) return []
    const upper = name.toUpperCase()
    const closest =
      settings.find((setting) => setting === upper) ??
      settings.find(
        (setting) => upper.startsWith(setting.slice(0, SHARED_START)) && isNear(upper, setting),
      ) ??
      settings.find((setting) => isLimitInOtherWords(upper, setting))
    if (closest !== undefined) return [`${name} is not a setting of Parley: did you mean ${closest}?`]
    return /^(MIXIN|SEALTALK|SANDBOX|PARLEY)_/.test(upper)
      ? [`${name} is not a setting of Parley and is ignored.`]
      : []
  })
}

/** The limits have long names: LIMIT_MAX_DEPTH, LIMIT_TEXT_MESSAGES, LIMIT_BYTES_ANSWER. Up to two words may be missing or added. */
function isLimitInOtherWords(name: string, setting: string): boolean {
  const [words, meant] = [name.split('_'), setting.split('_')]
  if (words[0] !== 'LIMIT' || meant[0] !== 'LIMIT') return false
  const shared = words.filter((word) => meant.includes(word)).length
  return (
    shared >= 2 &&
    shared === Math.min(words.length, meant.length) &&
    Math.abs(words.length - meant.length) <= 2
  )
}
