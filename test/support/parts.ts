import type { ClientError } from './gateway.ts'

/** What came at a time, as a client reads it. */
export interface ReceivedPayload {
  readonly data?: unknown
  readonly errors?: readonly ClientError[]
  readonly incremental?: readonly {
    readonly path: readonly (string | number)[]
    readonly label?: string
    readonly data?: unknown
    readonly items?: readonly unknown[] | null
    readonly errors?: readonly ClientError[]
  }[]
  readonly hasNext?: boolean
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** An answer in parts that is on its way. */
export interface AnswerInParts {
  readonly status: number
  readonly headers: Headers
  /** The next payload; undefined behind the last. */
  next(): Promise<ReceivedPayload | undefined>
  /** All that are still to come. */
  rest(): Promise<ReceivedPayload[]>
  /** The client leaves. */
  leave(): void
}

export const MULTIPART = 'multipart/mixed, application/json'
export const EVENTS = 'text/event-stream, application/json'

/** Payloads of a body as far as it has come, and what is left of it. */
type Split = (text: string) => { readonly payloads: readonly string[]; readonly left: string }

const splitMultipart: Split = (text) => {
  const parts = text.split(/\r\n---(?:--\r\n)?/)
  const left = parts.pop() ?? ''
  return { payloads: parts.map((part) => part.split('\r\n\r\n')[1] ?? '').filter(Boolean), left }
}

const splitEvents: Split = (text) => {
  const events = text.split('\n\n')
  const left = events.pop() ?? ''
  return { payloads: events.flatMap((event) => /^event: next\ndata: (.*)$/.exec(event)?.[1] ?? []), left }
}

export interface AskInParts {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly accept?: string
}

/** Sends an operation and reads what comes of it one payload at a time, as soon as each is there. */
export const askInParts = async (
  url: string,
  query: string,
  { variables, headers, accept = MULTIPART }: AskInParts = {},
): Promise<AnswerInParts> => {
  const leaving = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  })
  const type = response.headers.get('content-type') ?? ''
  const split = type.startsWith('multipart/mixed') ? splitMultipart : splitEvents
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const due: ReceivedPayload[] = []
  let text = ''
  const next = async (): Promise<ReceivedPayload | undefined> => {
    const payload = due.shift()
    if (payload || !reader) return payload
    const { value, done } = await reader.read()
    if (done) return undefined
    const { payloads, left } = split(text + value)
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
