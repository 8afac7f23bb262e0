import type { Notes } from '../answer.ts'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { AsOf } from './AsOf.tsx'
import { GroupList } from './GroupList.tsx'
import { SignIn } from './SignIn.tsx'
import { SignOut } from './SignOut.tsx'
import { Trouble } from './Trouble.tsx'

const SEALTALK_CARD = graphql(`
  fragment SealTalkCard on Viewer {
    sealtalk {
      user {
        id
        name
      }
      ...GroupList
    }
  }
`)

interface SealTalkCardProps {
  readonly viewer: FragmentType<typeof SEALTALK_CARD>
  readonly notes: Notes
  readonly onTryAgain: () => void
  readonly onAccountChange: () => void
}

/** The account on SealTalk: a form to sign in with, or who is signed in and their groups. */
export const SealTalkCard = ({ viewer, notes, onTryAgain, onAccountChange }: SealTalkCardProps) => {
  const { sealtalk } = useFragment(SEALTALK_CARD, viewer)
  const [problem] = notes.problems
  const trouble = problem && <Trouble problem={problem} onTryAgain={onTryAgain} />
  // A session that has ended: what was shown with it is nobody's now.
  const isOut = problem ? problem.code === 'UNAUTHENTICATED' : !sealtalk
  return (
    <section className="card" aria-labelledby="sealtalk">
      <header className="row">
        <h2 id="sealtalk">SealTalk</h2>
        {!isOut && <SignOut onSignedOut={onAccountChange} />}
      </header>
      {trouble}
      {isOut && <SignIn onSignedIn={onAccountChange} />}
      {!isOut && sealtalk && (
        <>
          {sealtalk.user && <p>Signed in as {sealtalk.user.name}</p>}
          <AsOf network="SEALTALK" notes={notes} />
          <GroupList account={sealtalk} />
        </>
      )}
    </section>
  )
}
