import { toGroup, toUser } from './mapping.ts'
import { conversationIdOf, findUser, mixinConversation, mixinUser, userIdOf } from './world.ts'

/** One request to a target, and the expected response. */
export interface Query {
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  /** The expected `data`. */
  readonly expected: () => unknown
}

const USER_FIELDS = 'id name avatarUrl identityNumber biography isVerified createdAt'

const USER = `query User($id: ID!) {
  user(by: { mixinUserId: $id }) { ${USER_FIELDS} }
}`

const USERS = `query Users($by: [UserBy!]!) {
  users(by: $by) { ${USER_FIELDS} }
}`

const GROUP = `query Group($id: ID!, $first: Int!) {
  conversation(id: $id) {
    id name category announcement createdAt
    participants(first: $first) {
      totalCount
      nodes {
        role
        createdAt
        user {
          ${USER_FIELDS}
          app {
            id appNumber name description iconUrl homeUri category
            creator { id name avatarUrl identityNumber }
          }
        }
      }
    }
  }
}`

const bodyOf = (query: string, variables: object): string => JSON.stringify({ query, variables })

export const userQuery = (index: number): Query => ({
  body: bodyOf(USER, { id: userIdOf(index) }),
  expected: () => ({ user: toUser(mixinUser(index)) }),
})

/** `count` users, beginning with the index `first`. */
export const usersQuery = (first: number, count: number): Query => {
  const indexes = Array.from({ length: count }, (_, place) => first + place)
  return {
    body: bodyOf(USERS, { by: indexes.map((index) => ({ mixinUserId: userIdOf(index) })) }),
    expected: () => ({ users: indexes.map((index) => toUser(mixinUser(index))) }),
  }
}

/** A group with participants, their apps and the creators of these. */
export const groupQuery = (size: number, index: number, first = size): Query => ({
  body: bodyOf(GROUP, { id: `mixin:conversation:${conversationIdOf(size, index)}`, first }),
  expected: () => ({ conversation: toGroup(mixinConversation(size, index), first, findUser) }),
})

/** The same query from a caller with its own token, so that it shares no upstream call. */
export const withToken = (query: Query, viewer: number): Query => ({
  ...query,
  headers: { authorization: `Bearer viewer-${viewer}` },
})
