import type { Notes } from '../result.ts'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { StaleNotice } from './StaleNotice.tsx'
import { SignIn } from './SignIn.tsx'
import { SignOut } from './SignOut.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

const SEALTALK_CARD = graphql(`
  fragment SealTalkCard on Viewer {
    sealtalk {
      user {
        id
        name
      }
    }
  }
`)

interface SealTalkCardProps {
  readonly viewer: FragmentType<typeof SEALTALK_CARD>
  readonly notes: Notes
  readonly onTryAgain: () => void
  readonly onAccountChange: () => void
}

/** The SealTalk account, or a form to sign in. */
export const SealTalkCard = ({ viewer, notes, onTryAgain, onAccountChange }: SealTalkCardProps) => {
  const { sealtalk } = useFragment(SEALTALK_CARD, viewer)
  const [problem] = notes.problems
  const notice = problem && <ProblemNotice problem={problem} onTryAgain={onTryAgain} />
  // The session has ended: its data must not be shown any more.
  const isOut = problem ? problem.code === 'UNAUTHENTICATED' : !sealtalk
  return (
    <section className="card" aria-labelledby="sealtalk">
      <header className="row">
        <h2 id="sealtalk">SealTalk</h2>
        {!isOut && <SignOut onSignedOut={onAccountChange} />}
      </header>
      {notice}
      {isOut && <SignIn onSignedIn={onAccountChange} />}
      {!isOut && sealtalk && (
        <>
          {sealtalk.user && <p>Signed in as {sealtalk.user.name}</p>}
          <StaleNotice network="SEALTALK" notes={notes} />
        </>
      )}
    </section>
  )
}
