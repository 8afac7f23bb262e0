import type { Draw } from '../paths/operations.ts'

/** What becomes of a JSON that an upstream sends. */
export type Change = (json: unknown) => unknown

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ODD: readonly unknown[] = [
  null,
  '',
  'x',
  0,
  -1,
  1e308,
  1.5,
  true,
  [],
  [null],
  [[]],
  {},
  { id: {} },
  'constructor',
  '\ud800',
  'javascript:alert(1)',
  '9'.repeat(40),
  JSON.parse('{"__proto__": {"user_id": "x", "id": "x"}}'),
  JSON.parse('{"constructor": {"prototype": {"isEvil": true}}, "toString": 1, "length": 9}'),
]

const visitPayload = (envelope: Record<string, unknown>, visit: Change): Record<string, unknown> =>
  Object.fromEntries(
    ['data', 'result'].filter((key) => key in envelope).map((key) => [key, visit(envelope[key])]),
  )

/** Puts something odd in the place of one value or another; the envelope is what it is. */
export const corrupt =
  (draw: Draw): Change =>
  (json) => {
    const visit = (value: unknown, depth: number): unknown => {
      if (depth > 0 && draw(14) === 0) return ODD[draw(ODD.length)]
      if (Array.isArray(value)) return value.map((item) => visit(item, depth + 1))
      if (!isObject(value)) return value
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner, depth + 1)]))
    }
    return isObject(json) ? { ...json, ...visitPayload(json, (payload) => visit(payload, 0)) } : json
  }
