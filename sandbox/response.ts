/** The response of a handler, before faults are applied. */
export type UpstreamResponse = {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: string | Buffer
  /** The network never sends it: the connection stays open. */
  hangs?: true
  /** The network's error code, for the call log; null on success. */
  code: number | null
}

/** A JSON response; `code` is the network's error code, null on success. */
export const jsonResponse = (
  status: number,
  value: unknown,
  code: number | null = null,
): UpstreamResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
  code,
})

/** A plain-text response, as proxies and some servers send for failures. */
export const textResponse = (status: number, text: string, code: number | null = null): UpstreamResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: text,
  code,
})

/** The response with additional headers, which override existing ones. */
export const withHeaders = (
  response: UpstreamResponse,
  headers: Record<string, string>,
): UpstreamResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
})

/** Whether a JSON value is an object, not a list or null. */
export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parsed JSON; undefined if it is invalid. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
