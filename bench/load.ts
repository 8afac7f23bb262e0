import { createRequire } from 'node:module'
import type { Query } from './queries.ts'

/** The used part of autocannon, which is one of the bench's own packages and installed at first use. */
interface Autocannon {
  (options: AutocannonOptions, done: (error: Error | null, result: AutocannonResult) => void): Tracker
}
interface AutocannonOptions {
  readonly url: string
  readonly method: 'POST'
  readonly connections: number
  readonly amount: number
  /** Seconds until a query counts as lost. */
  readonly timeout: number
  /** Milliseconds between two checks whether it has finished. */
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
  /** Total number of queries. */
  readonly amount: number
  /** Spread over the connections, so that no two send the same query at a time if there are enough. */
  readonly queries: readonly Query[]
  /**
   * Queries that may remain unanswered: autocannon sends the next one on a connection that a response has said to be at its
   * end, and counts it. Default: none.
   */
  readonly unansweredAtMost?: number
}

export interface LoadResult {
  /** From the first request to the last response. */
  readonly seconds: number
  /** Without the first response of each connection, which waited until all connections were open. */
  readonly latenciesMs: readonly number[]
}

/** Parley and others close a connection after a thousand requests, and autocannon would lose a request then. */
export const MAX_PER_CONNECTION = 990

/** Long enough for slow peers, and for caches that fill on a busy machine. */
const TIMEOUT_SECONDS = 60

/** The requests of one connection: every n-th query, and no more than it will send. */
const requestsOf = (
  { queries, amount, connections }: LoadOptions,
  connection: number,
): { body: string; headers: Record<string, string> }[] => {
  const own =
    queries.length < connections
      ? queries
      : queries.slice(0, amount + connections).filter((_, at) => at % connections === connection)
  return own.map(({ body, headers }) => ({
    body,
    headers: { 'content-type': 'application/json', ...headers },
  }))
}

/** Sends queries as fast as the connections allow. Rejects unless all responses are successful. */
export const runLoad = (load: LoadOptions): Promise<LoadResult> => {
  const { url, amount, unansweredAtMost = 0 } = load
  const connections = Math.min(load.connections, amount)
  const autocannon: Autocannon = createRequire(import.meta.url)('autocannon')
  const latenciesMs: number[] = []
  const begun = new Set<Client>()
  let responses = 0
  let connection = 0
  let startedAt = NaN
  let endedAt = NaN
  const options: AutocannonOptions = {
    url: `${url}/graphql`,
    method: 'POST',
    connections,
    amount,
    timeout: TIMEOUT_SECONDS,
    sampleInt: 5,
    setupClient: (client) => client.setRequests(requestsOf({ ...load, connections }, connection++)),
    verifyBody: (body) => body.startsWith('{"data":') && !body.includes('"errors":'),
  }
  return new Promise((resolve, reject) => {
    const tracker = autocannon(options, (error, { errors, non2xx, mismatches }) => {
      if (error) return reject(error)
      if (errors + non2xx + mismatches > 0 || responses < amount - unansweredAtMost) {
        const counts = `${errors} lost, ${non2xx} not HTTP 2xx, ${mismatches} with errors`
        return reject(new Error(`${responses} responses to ${amount} queries: ${counts}`))
      }
      resolve({ seconds: (endedAt - startedAt) / 1000, latenciesMs })
    })
    tracker.on('start', () => (startedAt = performance.now()))
    tracker.on('response', (client, _, __, ms) => {
      responses += 1
      endedAt = performance.now()
      if (begun.has(client)) latenciesMs.push(ms)
      else begun.add(client)
    })
  })
}
