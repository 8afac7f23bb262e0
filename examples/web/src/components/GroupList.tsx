import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { Avatar } from './Avatar.tsx'

const GROUP_LIST = graphql(`
  fragment GroupList on SealTalkAccount {
    groups(first: 500) {
      nodes {
        id
        name
        iconUrl
        memberCount
      }
    }
  }
`)

interface GroupListProps {
  readonly account: FragmentType<typeof GROUP_LIST>
}

/** All groups of an account. Empty if they could not be loaded; the card shows why. */
export const GroupList = ({ account }: GroupListProps) => {
  const { groups } = useFragment(GROUP_LIST, account)
  if (!groups) return null
  if (groups.nodes.length === 0) return <p className="quiet">In no group yet.</p>
  return (
    <ul className="people scrolling" aria-label="Groups">
      {groups.nodes.map(({ id, name, iconUrl, memberCount }) => (
        <li className="person" key={id}>
          <Avatar id={id} name={name} url={iconUrl} />
          <div>
            <p className="name">
              <a href={`?group=${encodeURIComponent(id)}`}>{name}</a>
            </p>
            <p className="quiet">{memberCount} members</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
