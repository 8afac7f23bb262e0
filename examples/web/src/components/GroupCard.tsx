import { type Notes, within } from '../answer.ts'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { AsOf } from './AsOf.tsx'
import { Avatar } from './Avatar.tsx'
import { People } from './People.tsx'
import { Trouble } from './Trouble.tsx'

const GROUP_CARD = graphql(`
  fragment GroupCard on Conversation {
    id
    network
    name
    iconUrl
    createdAt
    memberCount
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

/** A group: what it is called, who made it, and who is in it. */
export const GroupCard = ({ group, notes, onTryAgain }: GroupCardProps) => {
  const shown = useFragment(GROUP_CARD, group)
  // One failure has many places here, a row each: it is told once.
  const [problem] = notes.problems
  const trouble = problem && <Trouble problem={problem} onTryAgain={onTryAgain} />
  if (!shown) {
    return (
      <section className="card" aria-label="Group">
        {/* Null without an error is an answer. */}
        {trouble ?? <output>There is no such group.</output>}
      </section>
    )
  }
  const { id, network, name, iconUrl, createdAt, memberCount, creator, participants } = shown
  return (
    <section className="card" aria-labelledby="group-name">
      <header className="group">
        <Avatar id={id} name={name} url={iconUrl} />
        <div>
          <h2 id="group-name">{name ?? 'A talk of two'}</h2>
          <p className="quiet">
            {memberCount !== null && <>{memberCount} people and bots</>}
            {creator?.name !== undefined && <> · made by {creator.name ?? 'somebody'}</>}
            {createdAt !== null && <> · since {new Date(createdAt).getFullYear()}</>}
          </p>
        </div>
        <AsOf network={network} notes={notes} />
      </header>
      {trouble}
      {participants && (
        <ul className="people" aria-label="People">
          <People page={participants} notes={within(notes, 'participants')} />
        </ul>
      )}
    </section>
  )
}
