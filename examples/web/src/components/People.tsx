import { type Notes, within } from '../answer.ts'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { NextPage } from './NextPage.tsx'
import { PersonRow } from './PersonRow.tsx'

const PEOPLE = graphql(`
  fragment People on ParticipantConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      userId
      ...PersonRow
    }
  }
`)

export interface PeopleProps {
  readonly page: FragmentType<typeof PEOPLE>
  readonly notes: Notes
}

/** The rows of one page, and behind them the next one, which somebody has to ask for. */
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
