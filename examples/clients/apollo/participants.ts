import { type ApolloClient, gql, type TypedDocumentNode } from '@apollo/client'

interface Data {
  readonly conversation: {
    readonly participants: {
      readonly totalCount: number
      readonly nodes: readonly { readonly userId: string }[]
      readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
    } | null
  } | null
}

const PARTICIPANTS: TypedDocumentNode<Data, { id: string; after?: string | null }> = gql`
  query Participants($id: ID!, $after: String) {
    conversation(id: $id) {
      id
      participants(first: 50, after: $after) {
        totalCount
        nodes {
          userId
          role
          user {
            id
            name
          }
        }
        pageInfo {
          startCursor
          endCursor
          hasPreviousPage
          hasNextPage
        }
      }
    }
  }
`

/** A list that grows: `fetchMore` takes the next page into the cache, and the query shows all pages so far. */
export const watchParticipants = (client: ApolloClient, id: string) => {
  const query = client.watchQuery({ query: PARTICIPANTS, variables: { id } })
  const list = () => query.getCurrentResult().data?.conversation?.participants
  return {
    query,
    hasMore: () => list()?.pageInfo?.hasNextPage === true,
    more: () => query.fetchMore({ variables: { after: list()?.pageInfo?.endCursor ?? null } }),
  }
}
