import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { Secret } from '../secret.ts'

/**
 * The kind of a setting: how to read its text, and the message if that fails. The message says what is expected and
 * never quotes the text, which may be a secret.
 *
 * @param expected - completes the sentence "PORT must be …"
 * @param read - the value, or undefined if the text is not as expected
 * @param findProblem - what is wrong with such a text, without quoting it
 */
export const kind = <T>(
  expected: string,
  read: (text: string) => T | undefined,
  findProblem: (text: string) => string | undefined = () => undefined,
) =>
  z.string().transform((text, context) => {
    const value = read(text)
    if (value !== undefined) return value
    const problem = findProblem(text)
    const why = problem === undefined ? '' : `: ${problem}`
    context.addIssue({ code: 'custom', message: `must be ${expected}${why}` })
    return z.NEVER
  })

/** Marks a kind whose values are secrets: they are masked, and may be in a file that `NAME_FILE` names. */
export const asSecret = <Kind extends z.ZodType>(secretKind: Kind): Kind =>
  secretKind.meta({ isSecret: true })

/** Whether the values of a setting are secrets. */
export const isSecret = (setting: z.ZodType): boolean =>
  setting instanceof z.ZodOptional || setting instanceof z.ZodDefault
    ? isSecret(setting.unwrap() as z.ZodType)
    : setting.meta()?.['isSecret'] === true

/** A kind of secret; see `kind`. */
const secretKind = (expected: string, read: (text: string) => Secret | undefined) =>
  asSecret(kind(expected, read))

/** A comma-separated list. Ignores empty items and repeated values. One invalid item makes the list invalid. */
export const listOf = <T>(expected: string, read: (text: string) => T | undefined) =>
  kind(`a comma-separated list of ${expected}`, (text) => {
    const parts = text.split(',').map((part) => part.trim())
    const values = [...new Set(parts.filter((part) => part !== ''))].map(read)
    const known = values.filter((value) => value !== undefined)
    return known.length === values.length && known.length > 0 ? [...new Set(known)] : undefined
  })

export const text = kind('some text', (value) => value)
export const word = kind('a word, in any case', (value) => value.toLowerCase())
export const secret = secretKind('some text', (value) => new Secret(value))
export const secrets = asSecret(listOf('secrets', (value) => new Secret(value)))

/** Characters of a token that gives power over the gateway. */
const MIN_TOKEN_LENGTH = 32
/** As a header can have it. */
export const bearerToken = secretKind(
  `${MIN_TOKEN_LENGTH} to 1024 ASCII characters without blanks`,
  (value) =>
    /^[\x21-\x7e]+$/.test(value) && value.length >= MIN_TOKEN_LENGTH && value.length <= 1024
      ? new Secret(value)
      : undefined,
)

export const flag = kind('1 or 0', (value) => flags.get(value.toLowerCase()))
const flags = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

export const choice = <const T extends string>(...choices: T[]) =>
  kind(`one of: ${choices.join(', ')}`, (value) => choices.find((one) => one === value.toLowerCase()))

export const wholeNumber = (least: number, most: number) =>
  kind(`a whole number from ${least} to ${most}`, (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN
    return number >= least && number <= most ? number : undefined
  })

export const port = wholeNumber(0, 65_535)

/** `auto`: as many as the process may use cores. */
export const workerCount = kind('a whole number from 1 to 256, or auto', (value) => {
  if (value.toLowerCase() === 'auto') return availableParallelism()
  const count = /^\d{1,3}$/.test(value) ? Number(value) : NaN
  return count >= 1 && count <= 256 ? count : undefined
})

export const share = kind('a number from 0 to 1', (value) =>
  /^(0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(value) ? Number(value) : undefined,
)

export const rateOrOff = kind('a number from 0 to 999999, per second', (value) =>
  /^\d{1,6}(\.\d{1,6})?$/.test(value) ? Number(value) : undefined,
)

export const ratePerSecond = kind('a number above 0 and at most 1000, per second', (value) => {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN
  return number > 0 && number <= 1000 ? number : undefined
})

/** Bytes, or a number with a unit: `268435456` and `256MiB` are equal. */
const readBytes = (value: string): number | undefined => {
  const [, digits = 'none', unit = ''] = /^(\d{1,15}) ?([kmg]i?b|b)?$/i.exec(value) ?? []
  const bytes = Number(digits) * (byteUnits.get(unit.toLowerCase()) ?? NaN)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}
export const byteCount = kind('a number of bytes like 268435456 or 256MiB, or 0', readBytes)

export const bytesBetween = (least: number, most: number) =>
  kind(`a number of bytes like 262144 or 256KiB, from ${least} to ${most}`, (value) => {
    const bytes = readBytes(value)
    return bytes !== undefined && bytes >= least && bytes <= most ? bytes : undefined
  })

const byteUnits = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
])

/** Bytes of a path that a socket may have. */
const MAX_SOCKET_PATH = 107
const isSocket = (value: string): boolean =>
  /^unix:\/.*[^/]$/.test(value) && Buffer.byteLength(value) <= 'unix:'.length + MAX_SOCKET_PATH

const isAddress = (value: string): boolean => isIP(value) > 0 || /^[\w.-]+$/.test(value)

export const address = kind('a host name or an IP address, without scheme and port', (value) =>
  isAddress(value) ? value : undefined,
)

export const host = kind(
  'a host name or an IP address, without scheme and port, or unix: and the absolute path of a socket',
  (value) => (isAddress(value) || isSocket(value) ? value : undefined),
)

/** Keeps a path prefix and removes the trailing slash, so that a path can be appended. */
function readBaseUrl(value: string, protocols: string[]): string | undefined {
  const url = URL.parse(value)
  const plain = url && protocols.includes(url.protocol) && !url.username && !url.password
  return plain && !/[?#]/.test(value) ? url.href.replace(/\/+$/, '') : undefined
}
const bare = 'without user name, password, query and fragment'
export const httpUrl = kind(`an http or https URL ${bare}`, (value) =>
  readBaseUrl(value, ['http:', 'https:']),
)
export const httpUrls = listOf(`http or https URLs ${bare}`, (value) =>
  readBaseUrl(value, ['http:', 'https:']),
)
export const websocketUrl = kind(`a ws or wss URL ${bare}`, (value) => readBaseUrl(value, ['ws:', 'wss:']))

/** Whether the user name and the password can be read. */
export function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password) !== undefined
  } catch {
    return false
  }
}

/** The whole URL is a secret, because it may contain a password. Without a scheme it is one of http, as elsewhere. */
export const proxyUrl = secretKind('a URL like http://user:password@proxy.example.com:3128', (value) => {
  const text = value.includes('://') ? value : `http://${value}`
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null
  if (!url || url.pathname !== '/' || url.search || url.hash || !isDecodable(url)) return undefined
  return new Secret(url.href)
})

/** Hosts as `NO_PROXY` has them: separated by commas or blanks. */
export const hosts = kind('a list of host names like .example.com,10.0.0.7:8080 or *', (value) =>
  value.split(/[\s,]+/).filter((host) => host !== ''),
)

export const origins = listOf(
  'origins like https://app.example.com (without a path, and never *, because browsers send credentials to each)',
  (value) => {
    const base = readBaseUrl(value, ['http:', 'https:'])
    return base !== undefined && base === URL.parse(base)?.origin ? base : undefined
  },
)

export const headerNames = listOf(
  'names of headers like X-App-Version (never *, which means nothing where browsers send credentials)',
  (value) => (value !== '*' && /^[\w!#$%&'*+.^`|~-]+$/.test(value) ? value : undefined),
)

export const addresses = listOf('IP addresses or CIDR blocks like 10.0.0.7 or 10.0.0.0/8', (value) => {
  if (value === 'unix') return value
  const [address = '', bits, ...rest] = value.split('/')
  const width = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const fits = bits === undefined ? width > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= width
  return fits && rest.length === 0 ? value : undefined
})

const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
export const uuid = kind('a UUID', (value) => (uuidForm.test(value) ? value.toLowerCase() : undefined))

const isPin = (value: string) => /^\d{6}$/.test(value)
export const pin = secretKind('six digits', (value) => (isPin(value) ? new Secret(value) : undefined))

const isHexKey = (value: string) => /^[\da-f]{64}$/i.test(value)
const isBase64Of = (value: string, byteLengths: number[]) =>
  /^[\w+/-]+={0,2}$/.test(value) && byteLengths.includes(Buffer.from(value, 'base64url').length)

export const spendKey = secretKind('64 hex digits', (value) =>
  isHexKey(value) ? new Secret(value) : undefined,
)

/** Six digits, which some files hold as a number; or the spend key, in files of bots that moved to TIP early. */
export const keystorePin = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  secretKind('six digits, or a spend key of 64 hex digits', (value) =>
    isPin(value) || isHexKey(value) ? new Secret(value) : undefined,
  ),
)

/** An Ed25519 seed in hex (new keystores), or seed and public key in base64 (old ones); kept as given. */
export const sessionPrivateKey = secretKind(
  'an Ed25519 key: 64 hex digits, or base64 of 64 or 32 bytes (RSA keys of old sessions are not supported)',
  (value) => (isHexKey(value) || isBase64Of(value, [32, 64]) ? new Secret(value) : undefined),
)

/** An Ed25519 key in hex (new keystores), or its X25519 form in base64 (old ones); kept as given. */
export const serverPublicKey = secretKind('64 hex digits, or base64 of 32 bytes', (value) =>
  isHexKey(value) || isBase64Of(value, [32]) ? new Secret(value) : undefined,
)
