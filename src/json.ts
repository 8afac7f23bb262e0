/** A JSON object whose fields are unchecked; `upstream/json-readers.ts` reads known fields out of one. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Like `JSON.parse`, but undefined for invalid JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
