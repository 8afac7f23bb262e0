import { isJsonObject } from './response.ts'

/** The same JSON, with these values for the fields of these names at any depth: see fault kind `values`. */
export const otherValues = (value: unknown, values: Readonly<Record<string, unknown>>): unknown => {
  if (Array.isArray(value)) return value.map((item) => otherValues(item, values))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      Object.hasOwn(values, name) ? values[name] : otherValues(part, values),
    ]),
  )
}
