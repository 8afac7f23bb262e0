import { Client } from 'undici'

interface Answer {
  readonly data: unknown
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[]
}

export type Connection = ReturnType<typeof connect>

/** Sends queries over one connection, so all to one worker. */
export const connect = (url: string) => {
  const client = new Client(url)
  return {
    async query(query: string, headers: Record<string, string> = {}) {
      const response = await client.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      })
      const body = (await response.body.json()) as Answer
      return {
        headers: response.headers,
        codes: (body.errors ?? []).map(({ extensions }) => extensions.code),
        ...body,
      }
    },
    close: () => client.destroy(),
  }
}
