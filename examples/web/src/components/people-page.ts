import type { Notes } from '../result.ts'
import { type FragmentType, graphql } from '../gql/index.ts'

export const PEOPLE = graphql(`
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
