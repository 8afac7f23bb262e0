import { within } from '../result.ts'
import { useFragment } from '../gql/index.ts'
import { NextPage } from './NextPage.tsx'
import { PEOPLE, type PeopleProps } from './people-page.ts'
import { PersonRow } from './PersonRow.tsx'

/** The rows of one page, followed by a button that loads the next one. */
export const People = ({ page, notes }: PeopleProps) => {
  const { nodes, pageInfo } = useFragment(PEOPLE, page)
  return (
    <>
      {nodes.map((participant, index) => (
        <PersonRow
          key={participant.userId}
          participant={participant}
          isMissing={within(notes, 'nodes', index, 'user').problems.length > 0}
        />
      ))}
      {pageInfo.hasNextPage && (
        <NextPage after={pageInfo.endCursor}>{(next) => <People {...next} />}</NextPage>
      )}
    </>
  )
}
