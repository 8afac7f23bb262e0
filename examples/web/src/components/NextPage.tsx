import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { useNotes, within } from '../answer.ts'
import { graphql } from '../gql/index.ts'
import { GROUP_ID, PAGE_SIZE } from '../group.ts'
import type { PeopleProps } from './people-page.ts'
import { Trouble } from './Trouble.tsx'

const NEXT_PAGE = graphql(`
  query NextPage($group: ID!, $first: Int!, $after: String) {
    conversation(id: $group) {
      id
      participants(first: $first, after: $after) {
        ...People
      }
    }
  }
`)

interface NextPageProps {
  /** `endCursor` of the page before. */
  readonly after: string | null
  /** Draws it once it is there. */
  readonly children: (page: PeopleProps) => ReactNode
}

/** A button until somebody presses it, then the page that follows. Each page is a query of its own. */
export const NextPage = ({ after, children }: NextPageProps) => {
  const [isWanted, setWanted] = useState(false)
  const [answer, ask] = useQuery({
    query: NEXT_PAGE,
    variables: { group: GROUP_ID, first: PAGE_SIZE, after },
    pause: !isWanted,
  })
  const notes = useNotes(answer)
  const page = answer.data?.conversation?.participants
  const [problem] = notes.problems
  return (
    <>
      {problem && (
        <li>
          <Trouble problem={problem} onTryAgain={() => ask({ requestPolicy: 'network-only' })} />
        </li>
      )}
      {page
        ? children({ page, notes: within(notes, 'conversation', 'participants') })
        : !problem && (
            <li className="more">
              <button
                type="button"
                className="quiet"
                disabled={answer.fetching}
                onClick={() => setWanted(true)}
              >
                {answer.fetching ? 'Loading …' : 'Load more'}
              </button>
            </li>
          )}
    </>
  )
}
