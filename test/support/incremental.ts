import type { ClientError } from './gateway.ts'

type Path = readonly (string | number)[]

interface ReceivedPart {
  readonly data?: unknown
  readonly items?: readonly unknown[] | null
  readonly errors?: readonly ClientError[]
  readonly path: Path
  readonly label?: string
  /** These two instead of `path` in the format `id`. */
  readonly id?: string
  readonly subPath?: Path
}

/** A payload of an incremental response. */
export interface ReceivedPayload {
  readonly data?: unknown
  readonly errors?: readonly ClientError[]
  readonly incremental?: readonly ReceivedPart[]
  readonly pending?: readonly { readonly id: string; readonly path: Path; readonly label?: string }[]
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly ClientError[] }[]
  readonly hasNext?: boolean
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** An incremental response that is being read. */
export interface IncrementalResponse {
  readonly status: number
  readonly headers: Headers
  /** The next payload; undefined after the last. */
  next(): Promise<ReceivedPayload | undefined>
  /** All further payloads. */
  rest(): Promise<ReceivedPayload[]>
  /** Disconnects. */
  leave(): void
}

export const MULTIPART = 'multipart/mixed, application/json'
export const EVENTS = 'text/event-stream, application/json'
/** The format `id`. */
export const MULTIPART_IDS = 'multipart/mixed;incrementalSpec=v0.2, application/json'

interface Split {
  readonly payloads: readonly string[]
  /** The incomplete rest of the body so far. */
  readonly left: string
}

const splitMultipart = (text: string): Split => {
  const parts = text.split(/\r\n---(?:--\r\n)?/)
  const left = parts.pop() ?? ''
  return { payloads: parts.map((part) => part.split('\r\n\r\n')[1] ?? '').filter(Boolean), left }
}

const splitEvents = (text: string): Split => {
  const events = text.split('\n\n')
  const left = events.pop() ?? ''
  return { payloads: events.flatMap((event) => /^event: next\ndata: (.*)$/.exec(event)?.[1] ?? []), left }
}

/** The payloads of a body so far; undefined for a whole response. */
export const splitPayloads = (contentType: string, text: string): Split | undefined => {
  if (contentType.startsWith('multipart/mixed')) return splitMultipart(text)
  return contentType.startsWith('text/event-stream') ? splitEvents(text) : undefined
}

/** The result of all payloads together, in either format. Throws where a part has not been announced. */
export const mergePayloads = (payloads: readonly ReceivedPayload[]): unknown => {
  const whole = structuredClone(payloads[0]?.data)
  const announced = new Map<string, Path>()
  const pathOf = ({ id, path, subPath = [] }: ReceivedPart): Path => {
    if (id === undefined) return path
    const at = announced.get(id)
    if (!at) throw new Error(`part ${id} is not pending`)
    return [...at, ...subPath]
  }
  for (const { pending = [], incremental = [], completed = [] } of payloads) {
    for (const { id, path } of pending) announced.set(id, path)
    for (const part of incremental) {
      const path = pathOf(part)
      const { id, data, items } = part
      const list = valueAt(whole, items && id === undefined ? path.slice(0, -1) : path)
      if (!Array.isArray(list) || !items) merge(list, data)
      else if (id === undefined) list.splice(Number(path.at(-1)), items.length, ...items)
      else list.push(...items)
    }
    for (const { id } of completed) {
      if (!announced.delete(id)) throw new Error(`part ${id} is completed and was not pending`)
    }
  }
  if (announced.size > 0) throw new Error(`parts ${[...announced.keys()].join(', ')} are still pending`)
  return whole
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (isPlain(at) ? at[key] : undefined), value)

/** Two parts may have fields of one object. */
const merge = (to: unknown, from: unknown): void => {
  if (!isPlain(to) || !isPlain(from)) return
  for (const [key, value] of Object.entries(from)) {
    if (isPlain(to[key]) && isPlain(value)) merge(to[key], value)
    else Object.defineProperty(to, key, { value, enumerable: true, configurable: true, writable: true })
  }
}

export interface IncrementalRequestOptions {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly accept?: string
}

/** Sends an operation and reads the response payload by payload. */
export const requestIncremental = async (
  url: string,
  query: string,
  { variables, headers, accept = MULTIPART }: IncrementalRequestOptions = {},
): Promise<IncrementalResponse> => {
  const leaving = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  })
  const type = response.headers.get('content-type') ?? ''
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const due: ReceivedPayload[] = []
  let text = ''
  const next = async (): Promise<ReceivedPayload | undefined> => {
    const payload = due.shift()
    if (payload || !reader) return payload
    const { value, done } = await reader.read()
    if (done) return undefined
    const { payloads, left } = splitPayloads(type, text + value) ?? { payloads: [], left: text + value }
    text = left
    due.push(...payloads.map((one) => JSON.parse(one) as ReceivedPayload))
    return next()
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    async rest() {
      const all: ReceivedPayload[] = []
      for (let one = await next(); one; one = await next()) all.push(one)
      return all
    },
    leave: () => leaving.abort(),
  }
}
