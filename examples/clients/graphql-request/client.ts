import { ClientError, gql, GraphQLClient } from 'graphql-request'

/** Throws if any field failed. */
export const createClient = (url = 'http://127.0.0.1:4000/graphql') => new GraphQLClient(url)

/** Returns data and errors. */
export const createLenientClient = (url = 'http://127.0.0.1:4000/graphql') =>
  new GraphQLClient(url, { errorPolicy: 'all' })

const PERSON = gql`
  query Person($id: ID!) {
    user(by: { id: $id }) {
      name
    }
  }
`

/** The name, or the code of the error. */
export const nameOf = async (
  client: GraphQLClient,
  id: string,
): Promise<{ name?: string | null; code?: unknown }> => {
  try {
    const { user } = await client.request<{ user: { name: string | null } | null }>(PERSON, { id })
    return { name: user?.name ?? null }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return { code: error.response.errors?.[0]?.extensions?.['code'] }
  }
}
