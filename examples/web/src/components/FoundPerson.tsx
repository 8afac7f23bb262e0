import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { Avatar } from './Avatar.tsx'
import { PersonActions } from './PersonActions.tsx'

const FOUND_PERSON = graphql(`
  fragment FoundPerson on User {
    id
    name
    avatarUrl
    identityNumber
    biography
    isVerified
    ...PersonActions
  }
`)

interface FoundPersonProps {
  readonly user: FragmentType<typeof FOUND_PERSON> | null
}

/** The user with a number. Null without an error means that no user has it. */
export const FoundPerson = ({ user }: FoundPersonProps) => {
  const found = useFragment(FOUND_PERSON, user)
  if (!found) return <p>Nobody has that number.</p>
  const { id, name, avatarUrl, identityNumber, biography, isVerified } = found
  return (
    <article className="person">
      <Avatar id={id} name={name} url={avatarUrl} />
      <div>
        <p className="name">
          {name}
          {isVerified && <span className="badge">Verified</span>}
        </p>
        <p className="quiet">{identityNumber}</p>
        {biography !== null && <p>{biography}</p>}
        <PersonActions user={found} />
      </div>
    </article>
  )
}
