import { groupQuery, type Query, withToken } from '../queries.ts'

/** What callers do, each with a token and a connection of its own. */
export interface MemoryCase {
  readonly id: 'cached' | 'cold'
  readonly title: string
  readonly queryOf: (connections: number) => (connection: number, round: number) => Query
}

const PARTICIPANTS = 50

export const memoryCases: readonly MemoryCase[] = [
  {
    id: 'cached',
    title: 'its own page again and again',
    queryOf: () => {
      const queries = new Map<number, Query>()
      return (connection) => {
        const query = queries.get(connection) ?? withToken(groupQuery(PARTICIPANTS, connection), connection)
        queries.set(connection, query)
        return query
      }
    },
  },
  {
    id: 'cold',
    title: 'another page each time',
    queryOf: (connections) => (connection, round) =>
      withToken(groupQuery(PARTICIPANTS, round * connections + connection), connection),
  },
]
