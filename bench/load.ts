import { createRequire } from 'node:module'
import type { Question } from './questions.ts'

/** The part of autocannon that is used here. It comes from the bench's own packages, installed at first use. */
interface Autocannon {
  (options: AutocannonOptions, done: (error: Error | null, result: AutocannonResult) => void): Tracker
}
interface AutocannonOptions {
  readonly url: string
  readonly method: 'POST'
  readonly connections: number
  readonly amount: number
  /** Milliseconds between two looks at whether it is done. */
  readonly sampleInt: number
  readonly setupClient: (client: Client) => void
  readonly verifyBody: (body: string) => boolean
}
interface Client {
  setRequests(requests: readonly object[]): void
}
interface Tracker {
  on(event: 'start', listen: () => void): void
  on(event: 'response', listen: (client: Client, status: number, bytes: number, ms: number) => void): void
}
interface AutocannonResult {
  readonly errors: number
  readonly non2xx: number
  readonly mismatches: number
}

export interface LoadOptions {
  readonly url: string
  readonly connections: number
  /** Queries in all. */
  readonly amount: number
  /** Spread over the connections, so that no two ask the same at a time where there are enough. */
  readonly questions: readonly Question[]
}

export interface LoadResult {
  /** From the first request to the last answer. */
  readonly seconds: number
  /** Without the first answer of each connection: it waited for the others to be set up. */
  readonly latenciesMs: readonly number[]
}

/** Servers may close a connection after a thousand requests, as Parley does; autocannon would lose a request then. */
export const MAX_PER_CONNECTION = 990

/** What one of the connections asks: every n-th question, no more of them than it will get to. */
const requestsOf = (
  { questions, amount, connections }: LoadOptions,
  connection: number,
): { body: string; headers: Record<string, string> }[] => {
  const own =
    questions.length < connections
      ? questions
      : questions.slice(0, amount + connections).filter((_, at) => at % connections === connection)
  return own.map(({ body, headers }) => ({
    body,
    headers: { 'content-type': 'application/json', ...headers },
  }))
}

/** Asks a number of queries as fast as the connections allow. Rejects where any of them is not answered well. */
export const runLoad = (load: LoadOptions): Promise<LoadResult> => {
  const { url, amount } = load
  const connections = Math.min(load.connections, amount)
  const autocannon: Autocannon = createRequire(import.meta.url)('autocannon')
  const latenciesMs: number[] = []
  const begun = new Set<Client>()
  let answers = 0
  let connection = 0
  let startedAt = NaN
  let endedAt = NaN
  const options: AutocannonOptions = {
    url: `${url}/graphql`,
    method: 'POST',
    connections,
    amount,
    sampleInt: 5,
    setupClient: (client) => client.setRequests(requestsOf({ ...load, connections }, connection++)),
    verifyBody: (body) => body.startsWith('{"data":') && !body.includes('"errors":'),
  }
  return new Promise((resolve, reject) => {
    const tracker = autocannon(options, (error, { errors, non2xx, mismatches }) => {
      if (error) return reject(error)
      if (errors + non2xx + mismatches > 0 || answers !== amount) {
        const counts = `${errors} lost, ${non2xx} not HTTP 2xx, ${mismatches} with errors`
        return reject(new Error(`${answers} answers to ${amount} queries: ${counts}`))
      }
      resolve({ seconds: (endedAt - startedAt) / 1000, latenciesMs })
    })
    tracker.on('start', () => (startedAt = performance.now()))
    tracker.on('response', (client, _, __, ms) => {
      answers += 1
      endedAt = performance.now()
      if (begun.has(client)) latenciesMs.push(ms)
      else begun.add(client)
    })
  })
}
