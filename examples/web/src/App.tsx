import { useCallback } from 'react'
import { useQuery } from 'urql'
import { useNotes, within } from './result.ts'
import { ChatList } from './components/ChatList.tsx'
import { GroupCard } from './components/GroupCard.tsx'
import { LookupCard } from './components/LookupCard.tsx'
import { Masthead } from './components/Masthead.tsx'
import { SealTalkCard } from './components/SealTalkCard.tsx'
import { ProblemNotice } from './components/ProblemNotice.tsx'
import { graphql } from './gql/index.ts'
import { GROUP_ID, PAGE_SIZE } from './group.ts'

/** All data of the page in one request. Each component declares its data in a fragment. */
const PAGE = graphql(`
  query Page($group: ID!, $first: Int!) {
    viewer {
      ...Masthead
      ...ChatList
      ...SealTalkCard
    }
    conversation(id: $group) {
      ...GroupCard
    }
  }
`)

interface AppProps {
  /** Called after sign-in and sign-out: all data on the page is outdated. */
  readonly onAccountChange: () => void
}

export const App = ({ onAccountChange }: AppProps) => {
  const [result, refetch] = useQuery({ query: PAGE, variables: { group: GROUP_ID, first: PAGE_SIZE } })
  const notes = useNotes(result)
  // Skips the cache, which also keeps partial results.
  const tryAgain = useCallback(() => refetch({ requestPolicy: 'network-only' }), [refetch])

  if (!result.data) {
    const [problem] = notes.problems
    return (
      <>
        <Masthead viewer={undefined} />
        <main>
          {problem ? <ProblemNotice problem={problem} onTryAgain={tryAgain} /> : <output>Loading …</output>}
        </main>
      </>
    )
  }
  const { viewer, conversation } = result.data
  return (
    <>
      <Masthead viewer={viewer} />
      <main className="columns" aria-busy={result.fetching}>
        <ChatList viewer={viewer} notes={within(notes, 'viewer')} onTryAgain={tryAgain} />
        <GroupCard group={conversation} notes={within(notes, 'conversation')} onTryAgain={tryAgain} />
        <div className="stack">
          <LookupCard />
          <SealTalkCard
            viewer={viewer}
            notes={within(notes, 'viewer', 'sealtalk')}
            onTryAgain={tryAgain}
            onAccountChange={onAccountChange}
          />
        </div>
      </main>
    </>
  )
}
