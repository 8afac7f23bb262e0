import { connect } from 'node:net'
import { Agent, fetch } from 'undici'

/** Counts of requests and their results. */
export interface Tally {
  /** Requests that were sent. */
  sent: number
  /** Responses with HTTP 200 and without errors. */
  whole: number
  /** Responses with errors for some fields. */
  partial: number
  /** Requests that the client aborted on purpose. */
  aborted: number
  /** Requests that were rejected as expected. */
  refused: number
  /** Errors by code. */
  readonly codes: Record<string, number>
  /** Descriptions of the first few results that must never happen. */
  readonly wrongs: string[]
}

export interface Operation {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds after which the client disconnects. */
  readonly abortAfterMs?: number
  /** The expected HTTP status. Default 200. */
  readonly status?: number
}

interface Response {
  readonly data?: unknown
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[]
  /** `name=value` of the response's cookie. */
  readonly cookie: string | undefined
}

export interface Client {
  readonly tally: Tally
  /** Undefined if there was no response, or an expected error. */
  send(operation: Operation): Promise<Response | undefined>
  get(path: string, accept?: string): Promise<void>
  /** Sends a part of a request and disconnects. */
  disconnect(): Promise<void>
}

const reasonOf = (error: unknown): string => {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}

const WRONGS_KEPT = 10

/** Closes idle connections long before the gateway does, so that none ends just as it is reused. */
const IDLE_MS = 1_000

export const createTally = (): Tally => ({
  sent: 0,
  whole: 0,
  partial: 0,
  aborted: 0,
  refused: 0,
  codes: {},
  wrongs: [],
})

/** Sends requests to the gateway at a base URL, and counts results. */
export const createClient = (url: string, tally: Tally): Client => {
  const dispatcher = new Agent({ keepAliveTimeout: IDLE_MS, keepAliveMaxTimeout: IDLE_MS })
  const wrong = (what: string): void => {
    if (tally.wrongs.length < WRONGS_KEPT) tally.wrongs.push(what)
  }

  const count = ({ errors = [] }: Response): void => {
    if (errors.length === 0) tally.whole += 1
    else tally.partial += 1
    for (const { extensions } of errors) {
      const code = extensions?.code ?? 'none'
      tally.codes[code] = (tally.codes[code] ?? 0) + 1
      if (code === 'INTERNAL_SERVER_ERROR' || code === 'none') wrong(`an error with the code ${code}`)
    }
  }

  return {
    tally,
    async send({ query, variables, headers, abortAfterMs, status = 200 }) {
      tally.sent += 1
      try {
        const response = await fetch(`${url}/graphql`, {
          dispatcher,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json',
            ...headers,
          },
          body: JSON.stringify({ query, variables }),
          ...(abortAfterMs !== undefined && { signal: AbortSignal.timeout(abortAfterMs) }),
        })
        const text = await response.text()
        if (response.status !== status)
          wrong(`HTTP ${response.status} for ${query.slice(0, 60)}: ${text.slice(0, 100)}`)
        if (response.status !== 200) {
          tally.refused += 1
          return undefined
        }
        const [cookie] = response.headers.getSetCookie()
        const result: Response = { ...(JSON.parse(text) as object), cookie: cookie?.split(';')[0] }
        count(result)
        return result
      } catch (error) {
        if (abortAfterMs !== undefined) tally.aborted += 1
        else wrong(reasonOf(error))
        return undefined
      }
    },
    async get(path, accept = '*/*') {
      try {
        const response = await fetch(`${url}${path}`, { dispatcher, headers: { accept } })
        await response.text()
        if (response.status !== 200) wrong(`HTTP ${response.status} for ${path}`)
      } catch (error) {
        wrong(`${path}: ${reasonOf(error)}`)
      }
    },
    disconnect: () =>
      new Promise((resolve) => {
        tally.sent += 1
        tally.aborted += 1
        const { hostname, port } = new URL(url)
        const socket = connect(Number(port), hostname, () => {
          const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: 200\r\n\r\n`
          socket.write(`${head}{"query": "{ __type`, () => socket.destroy())
        })
        socket.once('error', () => undefined)
        socket.once('close', () => resolve())
      }),
  }
}
