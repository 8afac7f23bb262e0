import { graphql, useLazyLoadQuery } from 'react-relay'
import type { NamesQuery } from './__generated__/NamesQuery.graphql'

/** The names of users, each as soon as it is there. */
export const Names = ({ ids }: { ids: readonly string[] }) => {
  const { nodes } = useLazyLoadQuery<NamesQuery>(
    graphql`
      query NamesQuery($ids: [ID!]!) {
        nodes(ids: $ids) @stream(initialCount: 1, label: "names") {
          id
          ... on User {
            name
          }
        }
      }
    `,
    { ids },
  )
  return (
    <ol>
      {nodes.map((user) => (
        <li key={user?.id}>{user?.name}</li>
      ))}
    </ol>
  )
}
