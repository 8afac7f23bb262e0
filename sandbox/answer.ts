/** What an upstream's handler answers a call with, before any fault touches it. */
export type Answer = {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: string | Buffer
  /** The network's own error code, for the call log; null on success. */
  code: number | null
}

/** A JSON answer; `code` is the network's own error code, null for a success. */
export const jsonAnswer = (status: number, value: unknown, code: number | null = null): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
  code,
})

/** A bare text answer, as proxies and some servers give for failures. */
export const textAnswer = (status: number, text: string, code: number | null = null): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: text,
  code,
})

/** The same answer with more headers; those given win. */
export const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
})

/** Whether a parsed JSON value is an object, and neither a list nor null. */
export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parsed JSON, or undefined where the text is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
