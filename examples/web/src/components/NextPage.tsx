import { type ReactNode, useState } from 'react'
import { type TypedDocumentNode, useQuery } from 'urql'
import { type Notes, useNotes } from '../result.ts'
import { ProblemNotice } from './ProblemNotice.tsx'

interface NextPageProps<Data, Variables extends object, Page> {
  readonly query: TypedDocumentNode<Data, Variables>
  /** With the `endCursor` of the previous page. */
  readonly variables: Variables
  readonly pageOf: (data: Data) => Page | null | undefined
  /** Of what there is more, such as "contacts of Mixin". */
  readonly what: string
  /** Renders the page once it is loaded. */
  readonly children: (page: Page, notes: Notes) => ReactNode
}

/** A button that loads the next page and then becomes that page. Each page is a separate query. */
export const NextPage = <Data, Variables extends object, Page>(
  props: NextPageProps<Data, Variables, Page>,
) => {
  const { query, variables, pageOf, what, children } = props
  const [isRequested, setRequested] = useState(false)
  const [result, refetch] = useQuery<Data, Variables>({ query, variables, pause: !isRequested })
  const notes = useNotes(result)
  const page = result.data && pageOf(result.data)
  const [problem] = notes.problems
  return (
    <>
      {problem && (
        <li>
          <ProblemNotice problem={problem} onTryAgain={() => refetch({ requestPolicy: 'network-only' })} />
        </li>
      )}
      {page
        ? children(page, notes)
        : !problem && (
            <li className="more">
              <button
                type="button"
                className="quiet"
                disabled={result.fetching}
                onClick={() => setRequested(true)}
              >
                {result.fetching ? 'Loading …' : 'Load more'}
                <span className="unseen"> {what}</span>
              </button>
            </li>
          )}
    </>
  )
}
