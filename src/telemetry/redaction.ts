import { UpstreamText } from '../errors.ts'
import { Secret } from '../secret.ts'
import { type Finding, findSecrets, isSecretHeader, isSecretName } from './secret-patterns.ts'
import { readEscaped } from './unescaped.ts'

const hidden = '[secret]'

/** Identify a request in logs and spans. They are validated where they enter the gateway. */
const traceable: ReadonlySet<string> = new Set(['requestId', 'traceId', 'spanId'])
const isTraceable = (name: string, value: unknown): boolean =>
  traceable.has(name) && typeof value === 'string' && /^[\w-]{1,64}$/.test(value)

/** Bounds the line, and the time that finding secrets takes. */
const longestText = 4096

/**
 * Masks what looks like a token, a key, a cookie, a password or a phone number in free text, also where it is
 * escaped, and cuts the text to 4,096 characters. UUIDs and paths of files are kept.
 */
export function redactText(text: string): string {
  // What is cut in two is recognised by more of it than is logged.
  const short = text.slice(0, longestText + 512)
  const readings = readEscaped(short)
  if (!readings) return '[escaped too often]'
  const found = readings.flatMap(({ text: reading, offsets }) =>
    findSecrets(reading).map(({ start, end, label }) => ({
      start: offsets[start] ?? 0,
      end: offsets[end] ?? short.length,
      label,
    })),
  )
  return mask(short, found).slice(0, longestText)
}

/** Replaces each place by its label; of places that overlap, all by the label of the longest. */
function mask(text: string, found: readonly Finding[]): string {
  let masked = ''
  let at = 0
  const places = found
    .filter(({ start, end }) => end > start)
    .toSorted((one, other) => one.start - other.start)
  for (let index = 0; index < places.length;) {
    const first = places[index]
    if (!first) break
    let longest = first
    let { end } = first
    for (index += 1; index < places.length; index += 1) {
      const next = places[index]
      if (!next || next.start >= end) break
      end = Math.max(end, next.end)
      if (next.end - next.start > longest.end - longest.start) longest = next
    }
    masked += text.slice(at, first.start) + longest.label
    at = end
  }
  return masked + text.slice(at)
}

/** How much of an error is logged. */
export interface ErrorDetail {
  readonly stacks: boolean
}

/**
 * Copies fields for the log and masks secrets at any depth, which it finds by name, by type and by pattern.
 */
export function redactFields(fields: object, detail: ErrorDetail): Record<string, unknown> {
  return redactEntries(Object.entries(fields), detail, 0)
}

const deepest = 6

function redactEntries(
  entries: readonly (readonly [unknown, unknown])[],
  detail: ErrorDetail,
  depth: number,
): Record<string, unknown> {
  const names = new Set(entries.map(([name]) => name))
  const isPhone = names.has('region') && names.has('number')
  const redacted = entries.map(([key, value]) => {
    const name = String(key)
    const kept = isPhone && name === 'number' ? '[phone]' : redactField(name, value, detail, depth)
    return [redactText(name), kept]
  })
  return Object.fromEntries(redacted)
}

function redactField(name: string, value: unknown, detail: ErrorDetail, depth: number): unknown {
  if (isSecretName(name) && value !== undefined && value !== null && typeof value !== 'boolean') return hidden
  return isTraceable(name, value) ? value : redactValue(value, detail, depth)
}

function redactValue(value: unknown, detail: ErrorDetail, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return redactText(String(value))
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return hidden
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (value instanceof Date || value instanceof URL) return redactText(value.toJSON() ?? '')
  if (depth >= deepest) return '[deeper]'
  if (value instanceof Error) return redactError(value, detail, depth)
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) =>
      isSecretHeader(value[index - 1]) ? hidden : redactValue(one, detail, depth + 1),
    )
  }
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return redactEntries(entries, detail, depth + 1)
}

/**
 * Name, message, codes and the chain of causes. The stack repeats the message, so it is for debugging only, and so is what
 * an upstream says.
 */
function redactError(error: Error, detail: ErrorDetail, depth: number): Record<string, unknown> {
  const { code, network, upstreamCode, errors } = error as Error & Record<string, unknown>
  const cause = !detail.stacks && error.cause instanceof UpstreamText ? undefined : error.cause
  const known = Object.entries({ code, network, upstreamCode, cause, errors })
  return {
    name: redactText(error.name),
    message: redactText(error.message),
    ...Object.fromEntries(
      known
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, redactValue(value, detail, depth + 1)]),
    ),
    // Some errors have no more than their message there.
    ...(detail.stacks && error.stack?.includes('\n    at ') ? { stack: redactText(error.stack) } : {}),
  }
}
