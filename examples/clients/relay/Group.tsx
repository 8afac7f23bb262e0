import { Suspense } from 'react'
import { graphql, useFragment, useLazyLoadQuery, useRefetchableFragment } from 'react-relay'
import { People } from './People'
import type { Group_name$key } from './__generated__/Group_name.graphql'
import type { Group_creator$key } from './__generated__/Group_creator.graphql'
import type { GroupNameQuery } from './__generated__/GroupNameQuery.graphql'
import type { GroupQuery } from './__generated__/GroupQuery.graphql'

const Name = ({ group }: { group: Group_name$key }) => {
  const [{ name }, refetch] = useRefetchableFragment<GroupNameQuery, Group_name$key>(
    graphql`
      fragment Group_name on Conversation @refetchable(queryName: "GroupNameQuery") {
        name
      }
    `,
    group,
  )
  return <button onClick={() => refetch({}, { fetchPolicy: 'network-only' })}>{name}</button>
}

const Creator = ({ group }: { group: Group_creator$key }) => {
  const { creator } = useFragment(
    graphql`
      fragment Group_creator on Conversation {
        creator {
          name
        }
      }
    `,
    group,
  )
  return <p>by {creator?.name}</p>
}

export const Group = ({ id }: { id: string }) => {
  const { conversation } = useLazyLoadQuery<GroupQuery>(
    graphql`
      query GroupQuery($id: ID!) {
        conversation(id: $id) {
          ...Group_name
          ...People_list
          ...Group_creator @defer
        }
      }
    `,
    { id },
  )
  if (!conversation) return <p>There is no such group.</p>
  return (
    <>
      <Name group={conversation} />
      <People group={conversation} />
      <Suspense fallback={<p>…</p>}>
        <Creator group={conversation} />
      </Suspense>
    </>
  )
}
