import { type ApolloClient, gql } from '@apollo/client'

const GROUP = gql`
  query Group($id: ID!) {
    conversation(id: $id) {
      id
      name
      ... @defer {
        participants(first: 5) {
          nodes {
            userId
            user {
              id
              name
            }
          }
        }
      }
    }
  }
`

/** Shows the group as soon as its name is there; its people follow. */
export const watchGroup = (client: ApolloClient, id: string) =>
  client.watchQuery({ query: GROUP, variables: { id } })
