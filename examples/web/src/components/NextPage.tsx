import { type ReactNode, useState } from 'react'
import { useQuery } from 'urql'
import { useNotes, within } from '../result.ts'
import { graphql } from '../gql/index.ts'
import { GROUP_ID, PAGE_SIZE } from '../group.ts'
import type { PeopleProps } from './people-page.ts'
import { ProblemNotice } from './ProblemNotice.tsx'

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
  /** `endCursor` of the previous page. */
  readonly after: string | null
  /** Renders the page once it is loaded. */
  readonly children: (page: PeopleProps) => ReactNode
}

/** A button that loads the next page and then becomes that page. Each page is a separate query. */
export const NextPage = ({ after, children }: NextPageProps) => {
  const [isRequested, setRequested] = useState(false)
  const [result, refetch] = useQuery({
    query: NEXT_PAGE,
    variables: { group: GROUP_ID, first: PAGE_SIZE, after },
    pause: !isRequested,
  })
  const notes = useNotes(result)
  const page = result.data?.conversation?.participants
  const [problem] = notes.problems
  return (
    <>
      {problem && (
        <li>
          <ProblemNotice problem={problem} onTryAgain={() => refetch({ requestPolicy: 'network-only' })} />
        </li>
      )}
      {page
        ? children({ page, notes: within(notes, 'conversation', 'participants') })
        : !problem && (
            <li className="more">
              <button
                type="button"
                className="quiet"
                disabled={result.fetching}
                onClick={() => setRequested(true)}
              >
                {result.fetching ? 'Loading …' : 'Load more'}
              </button>
            </li>
          )}
    </>
  )
}
