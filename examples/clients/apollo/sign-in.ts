import { type ApolloClient, gql } from '@apollo/client'

const LOGIN = gql`
  mutation Login($phone: PhoneInput!, $password: String!) {
    login(input: { phone: $phone, password: $password }) {
      user {
        id
        name
      }
    }
  }
`
const LOGOUT = gql`
  mutation Logout {
    logout {
      loggedOut
    }
  }
`

/** The browser keeps the session as a cookie. What another viewer saw must not stay in the cache. */
export const signIn = async (
  client: ApolloClient,
  phone: { region: string; number: string },
  password: string,
) => {
  await client.mutate({ mutation: LOGIN, variables: { phone, password } })
  await client.resetStore()
}

export const signOut = async (client: ApolloClient) => {
  await client.mutate({ mutation: LOGOUT })
  await client.resetStore()
}
