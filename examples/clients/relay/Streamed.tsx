import { graphql, useLazyLoadQuery } from 'react-relay'
import type { StreamedQuery } from './__generated__/StreamedQuery.graphql'

/** The members of a group: the first two at once, the others as they come. */
export const Streamed = ({ id }: { id: string }) => {
  const { conversation } = useLazyLoadQuery<StreamedQuery>(
    graphql`
      query StreamedQuery($id: ID!) {
        conversation(id: $id) {
          participants(first: 50) @stream_connection(key: "Streamed_participants", initial_count: 2) {
            edges {
              node {
                user {
                  name
                }
              }
            }
          }
        }
      }
    `,
    { id },
  )
  return (
    <ul>
      {conversation?.participants?.edges.map(({ node }, index) => (
        <li key={index}>{node.user?.name}</li>
      ))}
    </ul>
  )
}
