import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { GROUP_ID } from '../group.ts'
import { nameOf } from '../messages.ts'
import { Avatar } from './Avatar.tsx'

const GROUP_LINK = graphql(`
  fragment GroupLink on Conversation {
    id
    network
    category
    name
    iconUrl
    memberCount
  }
`)

interface GroupLinkProps {
  readonly group: FragmentType<typeof GROUP_LINK>
}

/** A row that opens a conversation. */
export const GroupLink = ({ group }: GroupLinkProps) => {
  const { id, network, category, name, iconUrl, memberCount } = useFragment(GROUP_LINK, group)
  const title = name ?? (category === 'CONTACT' ? 'Direct conversation' : 'Not here any more')
  return (
    <li className="person">
      <Avatar id={id} name={name} url={iconUrl} />
      <div>
        <p className="name">
          <a
            href={`?group=${encodeURIComponent(id)}#group`}
            aria-current={id === GROUP_ID ? 'page' : undefined}
          >
            {title}
          </a>
          <span className="badge">{nameOf(network)}</span>
        </p>
        {memberCount !== null && <p className="quiet">{memberCount} members</p>}
      </div>
    </li>
  )
}
