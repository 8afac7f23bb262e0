import { type Client, gql } from '@urql/core'

interface Page {
  nodes: { userId: string; user: { id: string; name: string | null } | null }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const MEMBERS = gql<{ conversation: { participants: Page | null } | null }>(
  `query Members($id: ID!, $after: String) {
    conversation(id: $id) { id participants(first: 50, after: $after) {
      nodes { userId user { id name } }
      pageInfo { hasNextPage endCursor }
    } }
  }`,
)

/** Everybody who has been loaded, and where the next page begins. */
export const loadMembers = async (client: Client, id: string, after: string | null = null) => {
  const { data, error } = await client.query(MEMBERS, { id, after })
  const page = data?.conversation?.participants
  if (!page) throw error ?? new Error('There is no such conversation.')
  return { members: page.nodes, next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null }
}
