import { useCallback } from 'react'
import { useQuery } from 'urql'
import { useNotes, within } from './answer.ts'
import { GroupCard } from './components/GroupCard.tsx'
import { LookupCard } from './components/LookupCard.tsx'
import { Masthead } from './components/Masthead.tsx'
import { SealTalkCard } from './components/SealTalkCard.tsx'
import { Trouble } from './components/Trouble.tsx'
import { graphql } from './gql/index.ts'
import { GROUP_ID, PAGE_SIZE } from './group.ts'

/** All that the page needs, in one request: each component says in a fragment what it shows. */
const PAGE = graphql(`
  query Page($group: ID!, $first: Int!) {
    viewer {
      ...Masthead
      ...SealTalkCard
    }
    conversation(id: $group) {
      ...GroupCard
    }
  }
`)

interface AppProps {
  /** Somebody has signed in or out: nothing that is shown is true any more. */
  readonly onAccountChange: () => void
}

export const App = ({ onAccountChange }: AppProps) => {
  const [answer, ask] = useQuery({ query: PAGE, variables: { group: GROUP_ID, first: PAGE_SIZE } })
  const notes = useNotes(answer)
  // Past the store, which keeps an answer in part as well.
  const askAgain = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask])

  if (!answer.data) {
    const [problem] = notes.problems
    return (
      <>
        <Masthead viewer={undefined} />
        <main>
          {problem ? <Trouble problem={problem} onTryAgain={askAgain} /> : <output>Loading …</output>}
        </main>
      </>
    )
  }
  const { viewer, conversation } = answer.data
  return (
    <>
      <Masthead viewer={viewer} />
      <main className="columns" aria-busy={answer.fetching}>
        <GroupCard group={conversation} notes={within(notes, 'conversation')} onTryAgain={askAgain} />
        <div className="stack">
          <LookupCard />
          <SealTalkCard
            viewer={viewer}
            notes={within(notes, 'viewer', 'sealtalk')}
            onTryAgain={askAgain}
            onAccountChange={onAccountChange}
          />
        </div>
      </main>
    </>
  )
}
