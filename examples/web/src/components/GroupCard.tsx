import { useState } from 'react'
import { type Notes, within } from '../result.ts'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { SendMessage } from './SendMessage.tsx'
import { StaleNotice } from './StaleNotice.tsx'
import { Avatar } from './Avatar.tsx'
import { GroupActions } from './GroupActions.tsx'
import { People } from './People.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

const GROUP_CARD = graphql(`
  fragment GroupCard on Conversation {
    id
    network
    name
    iconUrl
    createdAt
    memberCount
    viewerCan {
      message
    }
    ...GroupActions
    creator {
      id
      name
    }
    participants(first: $first) {
      ...People
    }
  }
`)

interface GroupCardProps {
  readonly group: FragmentType<typeof GROUP_CARD> | null
  readonly notes: Notes
  readonly onTryAgain: () => void
}

/** A group with its name, creator and participants. */
export const GroupCard = ({ group, notes, onTryAgain }: GroupCardProps) => {
  const shown = useFragment(GROUP_CARD, group)
  const [isLeft, setLeft] = useState(false)
  // One failure can affect many rows. Show it once.
  const [problem] = notes.problems
  const notice = problem && <ProblemNotice problem={problem} onTryAgain={onTryAgain} />
  if (isLeft) {
    return (
      <section className="card conversation" id="group" aria-label="Group">
        <output>You are not in this group any more.</output>
      </section>
    )
  }
  if (!shown) {
    return (
      <section className="card conversation" id="group" aria-label="Group">
        {/* Null without an error: the group does not exist. */}
        {notice ?? <output>There is no such group.</output>}
      </section>
    )
  }
  const { id, network, name, iconUrl, createdAt, memberCount, creator, participants, viewerCan } = shown
  return (
    <section className="card conversation" id="group" aria-labelledby="group-name">
      <header className="group">
        <Avatar id={id} name={name} url={iconUrl} />
        <div>
          <h2 id="group-name">{name ?? 'Direct conversation'}</h2>
          <p className="quiet">
            {memberCount !== null && <>{memberCount} people and bots</>}
            {creator?.name !== undefined && <> · made by {creator.name ?? 'somebody'}</>}
            {createdAt !== null && <> · since {new Date(createdAt).getFullYear()}</>}
          </p>
        </div>
        <StaleNotice network={network} notes={notes} />
      </header>
      <GroupActions group={shown} onLeft={() => setLeft(true)} />
      {viewerCan.message && <SendMessage conversationId={id} />}
      {notice}
      {participants && (
        <ul className="people" aria-label="People">
          <People page={participants} notes={within(notes, 'participants')} />
        </ul>
      )}
    </section>
  )
}
