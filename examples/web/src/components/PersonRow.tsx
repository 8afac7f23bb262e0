import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { Avatar } from './Avatar.tsx'

const PERSON_ROW = graphql(`
  fragment PersonRow on Participant {
    userId
    role
    user {
      id
      name
      avatarUrl
      identityNumber
      app {
        id
        creator {
          id
          name
        }
      }
    }
  }
`)

interface PersonRowProps {
  readonly participant: FragmentType<typeof PERSON_ROW>
  /** Whether `user` is null because it could not be loaded, not because the account is gone. */
  readonly isMissing: boolean
}

const ROLES = { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: undefined }

/** A participant: a person, or a bot with its creator. */
export const PersonRow = ({ participant, isMissing }: PersonRowProps) => {
  const { userId, role, user } = useFragment(PERSON_ROW, participant)
  const title = role === null ? undefined : ROLES[role]
  const name = user?.name ?? (isMissing ? 'Not loaded' : 'Account is gone')
  return (
    <li className="person">
      <Avatar id={userId} name={user?.name ?? null} url={user?.avatarUrl ?? null} />
      <div>
        <p className={user ? 'name' : 'name quiet'}>
          {name}
          {title !== undefined && <span className="badge">{title}</span>}
          {user?.app && <span className="badge bot">Bot</span>}
        </p>
        <p className="line quiet">
          {user?.identityNumber ?? ''}
          {user?.app && <> · by {user.app.creator?.name ?? 'somebody'}</>}
        </p>
      </div>
    </li>
  )
}
