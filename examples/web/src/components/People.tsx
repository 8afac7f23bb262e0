import { within } from '../result.ts'
import { graphql, useFragment } from '../gql/index.ts'
import { GROUP_ID, PAGE_SIZE } from '../group.ts'
import { NextPage } from './NextPage.tsx'
import { PEOPLE, type PeopleProps } from './people-page.ts'
import { PersonRow } from './PersonRow.tsx'

const NEXT_PEOPLE = graphql(`
  query NextPeople($group: ID!, $first: Int!, $after: String) {
    conversation(id: $group) {
      id
      participants(first: $first, after: $after) {
        ...People
      }
    }
  }
`)

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
        <NextPage
          query={NEXT_PEOPLE}
          variables={{ group: GROUP_ID, first: PAGE_SIZE, after: pageInfo.endCursor }}
          pageOf={(data) => data.conversation?.participants}
          what="people"
        >
          {(next, found) => <People page={next} notes={within(found, 'conversation', 'participants')} />}
        </NextPage>
      )}
    </>
  )
}
