import { graphql, usePaginationFragment } from 'react-relay'
import type { People_list$key } from './__generated__/People_list.graphql'
import type { PeoplePageQuery } from './__generated__/PeoplePageQuery.graphql'

export const People = ({ group }: { group: People_list$key }) => {
  const { data, hasNext, loadNext } = usePaginationFragment<PeoplePageQuery, People_list$key>(
    graphql`
      fragment People_list on Conversation
      @refetchable(queryName: "PeoplePageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
        participants(first: $count, after: $cursor) @connection(key: "People_participants") {
          edges {
            node {
              userId
              role
            }
          }
        }
      }
    `,
    group,
  )
  return (
    <>
      <ul>
        {data.participants?.edges.map(({ node }) => (
          <li key={node.userId}>{node.userId}</li>
        ))}
      </ul>
      {hasNext && <button onClick={() => loadNext(50)}>More</button>}
    </>
  )
}
