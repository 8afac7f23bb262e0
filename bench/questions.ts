import { toGroup, toUser } from './answers.ts'
import { conversationIdOf, findUser, mixinConversation, mixinUser, userIdOf } from './world.ts'

/** One request to a target, and what has to come back. */
export interface Question {
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  /** The answer's `data`. */
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

export const askUser = (index: number): Question => ({
  body: bodyOf(USER, { id: userIdOf(index) }),
  expected: () => ({ user: toUser(mixinUser(index)) }),
})

/** `count` users from `first` on. */
export const askUsers = (first: number, count: number): Question => {
  const indexes = Array.from({ length: count }, (_, place) => first + place)
  return {
    body: bodyOf(USERS, { by: indexes.map((index) => ({ mixinUserId: userIdOf(index) })) }),
    expected: () => ({ users: indexes.map((index) => toUser(mixinUser(index))) }),
  }
}

/** A group with participants, their apps and who made those. */
export const askGroup = (size: number, index: number, first = size): Question => ({
  body: bodyOf(GROUP, { id: `mixin:conversation:${conversationIdOf(size, index)}`, first }),
  expected: () => ({ conversation: toGroup(mixinConversation(size, index), first, findUser) }),
})

/** The same question from a caller with a token of its own: nobody else's call may serve it. */
export const askAsViewer = (question: Question, viewer: number): Question => ({
  ...question,
  headers: { authorization: `Bearer viewer-${viewer}` },
})
