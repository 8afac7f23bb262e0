import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { useAction } from '../useAction.ts'
import { useAtOnce } from '../useAtOnce.ts'
import { ActionButton } from './ActionButton.tsx'
import { Avatar } from './Avatar.tsx'
import { ActionProblem } from './ActionProblem.tsx'

const REQUEST = graphql(`
  fragment Request on User {
    id
    name
    avatarUrl
    contact {
      message
    }
  }
`)

const REQUESTS = graphql(`
  fragment Requests on SealTalkAccount {
    contactRequests {
      id
      ...Request
    }
  }
`)

const ACCEPT = graphql(`
  mutation Accept($input: AcceptContactRequestInput!) {
    acceptContactRequest(input: $input) {
      user {
        id
      }
    }
  }
`)

const IGNORE = graphql(`
  mutation Ignore($input: IgnoreContactRequestInput!) {
    ignoreContactRequest(input: $input) {
      user {
        id
      }
    }
  }
`)

const RequestRow = ({ user }: { readonly user: FragmentType<typeof REQUEST> }) => {
  const { id, name, avatarUrl, contact } = useFragment(REQUEST, user)
  const accept = useAction(ACCEPT)
  const ignore = useAction(IGNORE)
  const problem = accept.problem ?? ignore.problem
  const isRunning = accept.isRunning || ignore.isRunning
  const input = { userId: id }
  const answered = useAtOnce(false)
  if (answered.shown) return null
  return (
    <li>
      <div className="person">
        <Avatar id={id} name={name} url={avatarUrl} />
        <div>
          <p className="name">{name}</p>
          {contact?.message != null && <p className="quiet">{contact.message}</p>}
        </div>
      </div>
      <div className="actions">
        <ActionButton
          label="Accept"
          isRunning={isRunning}
          onRun={() => void answered.change(true, () => accept.run({ input }))}
        />
        <ActionButton
          label="Ignore"
          isRunning={isRunning}
          onRun={() => void answered.change(true, () => ignore.run({ input }))}
        />
        {problem && <ActionProblem problem={problem} />}
      </div>
    </li>
  )
}

interface RequestsProps {
  readonly account: FragmentType<typeof REQUESTS>
}

/** Those who have asked the viewer; nothing where nobody has. */
export const Requests = ({ account }: RequestsProps) => {
  const { contactRequests } = useFragment(REQUESTS, account)
  if (!contactRequests || contactRequests.length === 0) return null
  return (
    <section aria-labelledby="requests">
      <h3 id="requests">Asking for contact</h3>
      <ul className="list" aria-label="Contact requests">
        {contactRequests.map((user) => (
          <RequestRow key={user.id} user={user} />
        ))}
      </ul>
    </section>
  )
}
