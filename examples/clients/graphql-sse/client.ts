import { type Client, createClient as create } from 'graphql-sse'

export const createClient = (token: string, url = 'http://127.0.0.1:4000/graphql'): Client =>
  create({ url, headers: { authorization: `Bearer ${token}` } })

/** The first result. Parts of `@defer` are further results. */
export const ask = async (client: Client, query: string): Promise<unknown> => {
  for await (const { data, errors } of client.iterate({ query })) return { data, errors }
  return undefined
}
