import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { nameOf } from '../messages.ts'
import { Avatar } from './Avatar.tsx'
import { PersonActions } from './PersonActions.tsx'

const CONTACT_ROW = graphql(`
  fragment ContactRow on User {
    id
    network
    name
    avatarUrl
    ...PersonActions
  }
`)

interface ContactRowProps {
  readonly user: FragmentType<typeof CONTACT_ROW>
}

/** Somebody whom the viewer knows, and behind a click what may be done. */
export const ContactRow = ({ user }: ContactRowProps) => {
  const shown = useFragment(CONTACT_ROW, user)
  const { id, network, name, avatarUrl } = shown
  return (
    <li>
      <details className="chat">
        <summary className="person">
          <Avatar id={id} name={name} url={avatarUrl} />
          <span className="name">
            {name ?? 'Nameless'}
            <span className="badge">{nameOf(network)}</span>
          </span>
        </summary>
        <PersonActions user={shown} />
      </details>
    </li>
  )
}
