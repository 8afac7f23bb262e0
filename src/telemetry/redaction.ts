import { Secret } from '../secret.ts'

const masked = '[secret]'

/** Names of secrets, or their endings, without regard to case and punctuation. */
const secretNames =
  /(authorization|cookies?|parleysealtalk|sealtalksession|passw(or)?d|passphrase|secret|tokens?|tokenbase64|privatekey|apikeys?|spendkey|keystore|phone|pin|pinbase64)$/i
const isSecretName = (name: string) => secretNames.test(name.replaceAll(/[^a-z\d]/gi, ''))

/** Identify a request in logs and spans. They are validated where they enter the gateway. */
const traceable: ReadonlySet<string> = new Set(['requestId', 'traceId', 'spanId'])
const isTraceable = (name: string) => traceable.has(name)

/** Replacements in free text, most specific first. */
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
  // Addresses of upstreams in socket errors. The log names the network beside them.
  [/\b(ENOTFOUND|EAI_AGAIN|E(?:CONN|HOST|NET|TIMED)[A-Z]+) [\w.:[\]%-]+/g, '$1 [address]'],
  [/\b(attempted address(?:es)?: ).*?(?=, timeout|\)|$)/gm, '$1[address]'],
  [/\b(altnames: ).*$/gm, '$1[address]'],
]
const namedValue = /(["']?)\b([\w.-]+)\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s;,&"'{}[\]]+)/g
const longRun = /[A-Za-z\d+/_-]{32,}={0,2}/g
const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi

/** Bounds the line, and the time that the patterns above take. */
const longestText = 4096

/**
 * Masks what looks like a token, a key, a cookie, a password or a phone number in free text, and cuts the
 * text to 4,096 characters. UUIDs are kept.
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

/** Whether it looks like a key in hex or base64. UUIDs and paths with UUIDs do not. */
function looksRandom(run: string): boolean {
  const rest = run.replaceAll(uuid, '')
  if (rest.split('/').some((part) => part.length >= 32)) return true
  return rest.length >= 32 && [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(rest))
}

/** How much of an error is logged. */
export interface ErrorDetail {
  readonly stacks: boolean
}

/**
 * Copies fields for the log and masks secrets at any depth, which it finds by name, by type and by pattern.
 */
export function redactFields(fields: object, detail: ErrorDetail): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [name, redactField(name, value, detail, 0)])
  return Object.fromEntries(entries)
}

const deepest = 6

function redactField(name: string, value: unknown, detail: ErrorDetail, depth: number): unknown {
  if (isSecretName(name) && value !== undefined && value !== null && typeof value !== 'boolean') return masked
  return isTraceable(name) && typeof value === 'string' ? value : redactValue(value, detail, depth)
}

function redactValue(value: unknown, detail: ErrorDetail, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return masked
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (value instanceof Date || value instanceof URL) return redactText(value.toJSON() ?? '')
  if (depth >= deepest) return '[deeper]'
  if (value instanceof Error) return redactError(value, detail, depth)
  if (Array.isArray(value)) return value.map((one) => redactValue(one, detail, depth + 1))
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, one]) => [String(name), redactField(String(name), one, detail, depth + 1)]),
  )
}

/**
 * Name, message, codes and the chain of causes. The stack repeats the message, so it is for debugging only.
 */
function redactError(error: Error, detail: ErrorDetail, depth: number): Record<string, unknown> {
  const { code, network, upstreamCode, errors } = error as Error & Record<string, unknown>
  const known = Object.entries({ code, network, upstreamCode, cause: error.cause, errors })
  return {
    name: error.name,
    message: redactText(error.message),
    ...Object.fromEntries(
      known
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, redactValue(value, detail, depth + 1)]),
    ),
    ...(detail.stacks && error.stack !== undefined ? { stack: redactText(error.stack) } : {}),
  }
}
