import { connect } from 'node:net'
import { Agent, fetch } from 'undici'

/** What came of what was asked. */
export interface Tally {
  /** Requests that were sent. */
  asked: number
  /** Answers with HTTP 200 and without an error. */
  whole: number
  /** Answers that say that a part of them failed. */
  partial: number
  /** Requests that the client gave up on, on purpose. */
  aborted: number
  /** Requests that were to be refused, and were. */
  refused: number
  /** Errors by code. */
  readonly codes: Record<string, number>
  /** What must never happen: in words, the first few of them. */
  readonly wrongs: string[]
}

export interface Question {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds after which the client hangs up. */
  readonly patienceMs?: number
  /** HTTP status. Default 200. */
  readonly status?: number
}

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[]
  /** `name=value` of the cookie that came along. */
  readonly cookie: string | undefined
}

export interface Client {
  readonly tally: Tally
  /** Undefined where there is no answer, as it may be. */
  ask(question: Question): Promise<Answer | undefined>
  get(path: string, accept?: string): Promise<void>
  /** Begins to send a question and hangs up in the middle of it. */
  breakOff(): Promise<void>
}

const reasonOf = (error: unknown): string => {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}

const WRONGS_KEPT = 10

/** Idle connections are let go long before the gateway would, so that none ends just as it is used again. */
const IDLE_MS = 1_000

export const createTally = (): Tally => ({
  asked: 0,
  whole: 0,
  partial: 0,
  aborted: 0,
  refused: 0,
  codes: {},
  wrongs: [],
})

/** Asks the gateway at a base URL, and counts. */
export const createClient = (url: string, tally: Tally): Client => {
  const dispatcher = new Agent({ keepAliveTimeout: IDLE_MS, keepAliveMaxTimeout: IDLE_MS })
  const wrong = (what: string): void => {
    if (tally.wrongs.length < WRONGS_KEPT) tally.wrongs.push(what)
  }

  const count = ({ errors = [] }: Answer): void => {
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
    async ask({ query, variables, headers, patienceMs, status = 200 }) {
      tally.asked += 1
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
          ...(patienceMs !== undefined && { signal: AbortSignal.timeout(patienceMs) }),
        })
        const text = await response.text()
        if (response.status !== status)
          wrong(`HTTP ${response.status} for ${query.slice(0, 60)}: ${text.slice(0, 100)}`)
        if (response.status !== 200) {
          tally.refused += 1
          return undefined
        }
        const [cookie] = response.headers.getSetCookie()
        const answer: Answer = { ...(JSON.parse(text) as object), cookie: cookie?.split(';')[0] }
        count(answer)
        return answer
      } catch (error) {
        if (patienceMs !== undefined) tally.aborted += 1
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
    breakOff: () =>
      new Promise((resolve) => {
        tally.asked += 1
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
