import { Secret } from '../secret.ts'

const masked = '[secret]'

/** Whether a name is that of a secret: it is, or ends with, one of these, whatever its case and punctuation. */
const secretNames =
  /(authorization|cookies?|parleysealtalk|sealtalksession|passw(or)?d|passphrase|secret|tokens?|tokenbase64|privatekey|apikeys?|spendkey|keystore|phone|pin|pinbase64)$/i
const isSecretName = (name: string) => secretNames.test(name.replaceAll(/[^a-z\d]/gi, ''))

/** Written by callers or by us to follow one request through logs and spans; cut and checked where they enter. */
const traceable: ReadonlySet<string> = new Set(['requestId', 'traceId', 'spanId'])
const isTraceable = (name: string) => traceable.has(name)

/** What to replace in free text, most telling first. */
const patterns: [RegExp, string][] = [
  [/-----BEGIN [\s\S]*?(-----END [A-Z0-9 ]*-----|$)/g, masked],
  [/\beyJ[\w-]*\.[\w-]+(\.[\w-]*)?/g, masked],
  [/\b(bearer|basic)\s+[^\s,;"']+/gi, `$1 ${masked}`],
  [
    /\b((?:set-)?cookie|(?:proxy-)?authorization|x-api-key|x-sealtalk-session)(\s*[:=]\s*)[^\r\n]+/gi,
    `$1$2${masked}`,
  ],
  [
    /\b([\w.-]+=)[^\s;,]+(?=\s*;\s*(max-age|domain|path|expires|httponly|secure|samesite)\b)/gi,
    `$1${masked}`,
  ],
  [/([a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi, `$1${masked}@`],
  [/\+\d[\d ()-]{5,}\d/g, '[phone]'],
  // Where an upstream is, as errors of sockets tell it. Which network it was stands beside them.
  [/\b(ENOTFOUND|EAI_AGAIN|E(?:CONN|HOST|NET|TIMED)[A-Z]+) [\w.:[\]%-]+/g, '$1 [address]'],
  [/\b(attempted address(?:es)?: ).*?(?=, timeout|\)|$)/gm, '$1[address]'],
  [/\b(altnames: ).*$/gm, '$1[address]'],
]
const namedValue = /(["']?)\b([\w.-]+)\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s;,&"'{}[\]]+)/g
const longRun = /[A-Za-z\d+/_-]{32,}={0,2}/g
const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi

/** More than this of one text helps nobody, and the patterns above are not to be fed without end. */
const longestText = 4096

/**
 * Free text without what looks like a token, a key, a cookie, a password or a phone number, cut to 4,096
 * characters. UUIDs stay.
 */
export function redactText(text: string): string {
  const short = text.slice(0, longestText)
  const known = patterns.reduce(
    (rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement),
    short,
  )
  return known
    .replaceAll(namedValue, (whole, quote: string, name: string, between: string) =>
      isSecretName(name) ? `${quote}${name}${quote}${between}${masked}` : whole,
    )
    .replaceAll(longRun, (run) => (looksRandom(run) ? masked : run))
}

/** Keys in hex or base64, but neither UUIDs nor the paths they stand in. */
function looksRandom(run: string): boolean {
  const rest = run.replaceAll(uuid, '')
  if (rest.split('/').some((part) => part.length >= 32)) return true
  return rest.length >= 32 && [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(rest))
}

/** How much of an error is told. */
export interface Telling {
  readonly stacks: boolean
}

/** A copy of what is to be logged that holds no secret, however deep: told by name, by type and by look. */
export function redactFields(fields: object, telling: Telling): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [name, redactField(name, value, telling, 0)])
  return Object.fromEntries(entries)
}

const deepest = 6

function redactField(name: string, value: unknown, telling: Telling, depth: number): unknown {
  if (isSecretName(name) && value !== undefined && value !== null && typeof value !== 'boolean') return masked
  return isTraceable(name) && typeof value === 'string' ? value : redactValue(value, telling, depth)
}

function redactValue(value: unknown, telling: Telling, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return masked
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (value instanceof Date || value instanceof URL) return redactText(value.toJSON() ?? '')
  if (depth >= deepest) return '[deeper]'
  if (value instanceof Error) return redactError(value, telling, depth)
  if (Array.isArray(value)) return value.map((one) => redactValue(one, telling, depth + 1))
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, one]) => [String(name), redactField(String(name), one, telling, depth + 1)]),
  )
}

/** Name, message, codes and the chain of causes; the stack is for debugging, since it repeats the message. */
function redactError(error: Error, telling: Telling, depth: number): Record<string, unknown> {
  const { code, network, upstreamCode, errors } = error as Error & Record<string, unknown>
  const told = Object.entries({ code, network, upstreamCode, cause: error.cause, errors })
  return {
    name: error.name,
    message: redactText(error.message),
    ...Object.fromEntries(
      told
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, redactValue(value, telling, depth + 1)]),
    ),
    ...(telling.stacks && error.stack !== undefined ? { stack: redactText(error.stack) } : {}),
  }
}
