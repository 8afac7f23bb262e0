import { Client } from 'undici'
import type { Query } from '../queries.ts'

export interface LoadFor {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** The `round`-th query of a connection, both counted from 0. */
  readonly queryOf: (connection: number, round: number) => Query
}

export interface LoadCounts {
  readonly served: number
  /** Responses that are not HTTP 200, or have errors. */
  readonly refused: number
  /** Requests without a response, or without one in time. */
  readonly lost: number
  /** From the first request to the last response. */
  readonly seconds: number
  /** Of the served ones, in milliseconds. */
  readonly latenciesMs: readonly number[]
}

/** Milliseconds to wait for a response. */
const TIMEOUT_MS = 60_000

/** Sends one query after another on each connection. Goes on where queries fail, and ends when one is lost. */
export const runLoadFor = async ({ url, connections, seconds, queryOf }: LoadFor): Promise<LoadCounts> => {
  const latenciesMs: number[] = []
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  let refused = 0
  let lost = 0
  const goesOn = (): boolean => lost === 0 && performance.now() < endsAt

  const send = async (client: Client, { body, headers }: Query): Promise<boolean> => {
    const response = await client.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await response.body.text()
    return response.statusCode === 200 && text.startsWith('{"data":') && !text.includes('"errors":')
  }

  const runConnection = async (connection: number): Promise<void> => {
    const client = new Client(url, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
    try {
      for (let round = 0; goesOn(); round += 1) {
        const sentAt = performance.now()
        if (await send(client, queryOf(connection, round))) latenciesMs.push(performance.now() - sentAt)
        else refused += 1
      }
    } catch {
      lost += 1
    } finally {
      await client.destroy()
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => runConnection(connection)))
  const lasted = (performance.now() - startedAt) / 1000
  return { served: latenciesMs.length, refused, lost, seconds: lasted, latenciesMs }
}
