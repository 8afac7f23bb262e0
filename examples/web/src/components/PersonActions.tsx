import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { useAction } from '../useAction.ts'
import { useAtOnce } from '../useAtOnce.ts'
import { ActionButton } from './ActionButton.tsx'
import { ActionProblem } from './ActionProblem.tsx'

const PERSON_ACTIONS = graphql(`
  fragment PersonActions on User {
    id
    isBlocked
    contact {
      state
    }
    viewerCan {
      addContact
      removeContact
      block
      unblock
    }
  }
`)

const ADD = graphql(`
  mutation AddContact($input: AddContactInput!) {
    addContact(input: $input) {
      outcome
      user {
        id
      }
    }
  }
`)

const REMOVE = graphql(`
  mutation RemoveContact($input: RemoveContactInput!) {
    removeContact(input: $input) {
      user {
        id
      }
    }
  }
`)

const BLOCK = graphql(`
  mutation Block($input: BlockUserInput!) {
    blockUser(input: $input) {
      userId
    }
  }
`)

const UNBLOCK = graphql(`
  mutation Unblock($input: UnblockUserInput!) {
    unblockUser(input: $input) {
      userId
    }
  }
`)

interface PersonActionsProps {
  readonly user: FragmentType<typeof PERSON_ACTIONS>
}

/** What the viewer may do about somebody. */
export const PersonActions = ({ user }: PersonActionsProps) => {
  const { id, isBlocked, contact, viewerCan } = useFragment(PERSON_ACTIONS, user)
  const add = useAction(ADD)
  const remove = useAction(REMOVE)
  const block = useAction(BLOCK)
  const unblock = useAction(UNBLOCK)
  const blocked = useAtOnce(isBlocked === true)
  const [problem] = [add, remove, block, unblock].flatMap((action) => action.problem ?? [])
  const input = { userId: id }

  return (
    <div className="actions">
      {contact?.state === 'REQUESTED_BY_ME' && <span className="badge">Asked</span>}
      {blocked.shown && <span className="badge">Blocked</span>}
      {viewerCan.addContact && (
        <ActionButton
          label="Add to contacts"
          isRunning={add.isRunning}
          onRun={() => void add.run({ input })}
        />
      )}
      {(viewerCan.block || viewerCan.unblock) && (
        <ActionButton
          label={blocked.shown ? 'Unblock' : 'Block'}
          isRunning={block.isRunning || unblock.isRunning}
          onRun={() =>
            void blocked.change(!blocked.shown, () => (blocked.shown ? unblock : block).run({ input }))
          }
        />
      )}
      {viewerCan.removeContact && (
        <ActionButton
          label="Remove"
          confirm="Remove from your contacts?"
          isRunning={remove.isRunning}
          onRun={() => void remove.run({ input })}
        />
      )}
      {problem && <ActionProblem problem={problem} />}
    </div>
  )
}
