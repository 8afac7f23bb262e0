import { type ApolloClient, CombinedGraphQLErrors, gql } from '@apollo/client'

const ACCOUNTS = gql`
  query Accounts {
    viewer {
      mixin {
        user {
          id
          name
        }
      }
      sealtalk {
        user {
          id
          name
        }
      }
    }
  }
`

/** The data that is there, and the code of each field that failed, by its path: `viewer.sealtalk.user`. */
export const readAccounts = async (client: ApolloClient) => {
  const { data, error } = await client.query({ query: ACCOUNTS, errorPolicy: 'all' })
  if (error && !CombinedGraphQLErrors.is(error)) throw error
  const codes = (error?.errors ?? []).map(
    ({ path = [], extensions }) => [path.join('.'), extensions?.['code']] as const,
  )
  return { data, codes: new Map(codes) }
}
