import { isJsonObject } from './response.ts'
import type { Fault } from './faults.ts'

/** The same JSON with each leaf of another type: texts become numbers, numbers texts, and so on. */
const otherTypes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? {} : value.map(otherTypes)
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, otherTypes(part)]))
  }
  if (typeof value === 'string') return value.length
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === null ? {} : [value]
}

/** A payload as a server of another version might send it: see fault kind `wrong-types`. */
export const wrongTypes = (payload: unknown, shape: Fault['shape']): unknown => {
  switch (shape) {
    case 'scalar':
      return 42
    case 'swapped':
      return Array.isArray(payload) ? { items: payload } : [payload]
    case 'first':
      return Array.isArray(payload)
        ? payload.map((element: unknown, index) => (index === 0 ? otherTypes(element) : element))
        : otherTypes(payload)
    default:
      return otherTypes(payload)
  }
}
