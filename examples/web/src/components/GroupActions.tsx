import { useState } from 'react'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { useAction } from '../useAction.ts'
import { useAtOnce } from '../useAtOnce.ts'
import { ActionButton } from './ActionButton.tsx'
import { ActionProblem } from './ActionProblem.tsx'
import { RenameGroup } from './RenameGroup.tsx'

const GROUP_ACTIONS = graphql(`
  fragment GroupActions on Conversation {
    id
    name
    muteUntil
    isFavorite
    isEveryoneMuted
    viewerCan {
      rename
      mute
      muteEveryone
      favorite
      leave
      dismiss
    }
  }
`)

const MUTE = graphql(`
  mutation Mute($input: MuteConversationInput!) {
    muteConversation(input: $input) {
      conversation {
        id
        muteUntil
      }
    }
  }
`)

const FAVORITE = graphql(`
  mutation Favorite($input: SetConversationFavoriteInput!) {
    setConversationFavorite(input: $input) {
      conversation {
        id
        isFavorite
      }
    }
  }
`)

const MUTE_EVERYONE = graphql(`
  mutation MuteEveryone($input: MuteEveryoneInput!) {
    muteEveryone(input: $input) {
      conversation {
        id
        isEveryoneMuted
      }
    }
  }
`)

const LEAVE = graphql(`
  mutation Leave($input: LeaveConversationInput!) {
    leaveConversation(input: $input) {
      conversationId
    }
  }
`)

const DISMISS = graphql(`
  mutation Dismiss($input: DismissConversationInput!) {
    dismissConversation(input: $input) {
      conversationId
    }
  }
`)

const EIGHT_HOURS = 28_800

interface GroupActionsProps {
  readonly group: FragmentType<typeof GROUP_ACTIONS>
  /** Called once the viewer is in the group no more. */
  readonly onLeft: () => void
}

/** What the viewer may do with a group, as `viewerCan` says: the same code decides when it is sent. */
export const GroupActions = ({ group, onLeft }: GroupActionsProps) => {
  const { id, name, muteUntil, isFavorite, isEveryoneMuted, viewerCan } = useFragment(GROUP_ACTIONS, group)
  const mute = useAction(MUTE)
  const favorite = useAction(FAVORITE)
  const muteEveryone = useAction(MUTE_EVERYONE)
  const leave = useAction(LEAVE)
  const dismiss = useAction(DISMISS)
  const [openedAt] = useState(Date.now)
  const muted = useAtOnce(muteUntil !== null && Date.parse(muteUntil) > openedAt)
  const liked = useAtOnce(isFavorite === true)
  const silent = useAtOnce(isEveryoneMuted === true)
  const [problem] = [mute, favorite, muteEveryone, leave, dismiss].flatMap((action) => action.problem ?? [])

  return (
    <div className="actions">
      {viewerCan.favorite && (
        <ActionButton
          label={liked.shown ? 'Remove from favorites' : 'Add to favorites'}
          isRunning={favorite.isRunning}
          onRun={() =>
            void liked.change(!liked.shown, () => favorite.run({ input: { id, favorite: !liked.shown } }))
          }
        />
      )}
      {viewerCan.mute && (
        <ActionButton
          label={muted.shown ? 'Unmute' : 'Mute for 8 hours'}
          isRunning={mute.isRunning}
          onRun={() =>
            void muted.change(!muted.shown, () =>
              mute.run({ input: { id, seconds: muted.shown ? 0 : EIGHT_HOURS } }),
            )
          }
        />
      )}
      {viewerCan.muteEveryone && (
        <ActionButton
          label={silent.shown ? 'Let everyone write' : 'Let only admins write'}
          isRunning={muteEveryone.isRunning}
          onRun={() =>
            void silent.change(!silent.shown, () => muteEveryone.run({ input: { id, muted: !silent.shown } }))
          }
        />
      )}
      {viewerCan.rename && <RenameGroup id={id} name={name} />}
      {viewerCan.leave && (
        <ActionButton
          label="Leave"
          confirm="Leave this group?"
          isRunning={leave.isRunning}
          onRun={() => void leave.run({ input: { id } }).then((isDone) => isDone && onLeft())}
        />
      )}
      {viewerCan.dismiss && (
        <ActionButton
          label="End"
          confirm="End this group for everybody?"
          isRunning={dismiss.isRunning}
          onRun={() => void dismiss.run({ input: { id } }).then((isDone) => isDone && onLeft())}
        />
      )}
      {problem && <ActionProblem problem={problem} />}
    </div>
  )
}
