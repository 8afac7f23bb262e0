import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import type { Network } from '../gql/enums.ts'
import { nameOf } from '../messages.ts'
import { ContactRow } from './ContactRow.tsx'
import { NextPage } from './NextPage.tsx'

const USER_PAGE = graphql(`
  fragment UserPage on UserConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      isBlocked
      ...ContactRow
    }
  }
`)

/** A page of one of the four lists. */
const NEXT_USERS = graphql(`
  query NextUsers($after: String, $search: String, $isMixin: Boolean!, $isBlocked: Boolean!) {
    viewer {
      mixin @include(if: $isMixin) {
        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {
          ...UserPage
        }
        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {
          ...UserPage
        }
      }
      sealtalk @skip(if: $isMixin) {
        contacts(first: 25, after: $after, search: $search) @skip(if: $isBlocked) {
          ...UserPage
        }
        blockedUsers(first: 25, after: $after) @include(if: $isBlocked) {
          ...UserPage
        }
      }
    }
  }
`)

type Page = FragmentType<typeof USER_PAGE>
type Shown = (user: { readonly name: string | null; readonly isBlocked: boolean | null }) => boolean

/** Whether there is nobody to show, as far as the whole list is known. */
export const isNobody = (page: Page | null | undefined, isShown: Shown): boolean => {
  const read = useFragment(USER_PAGE, page)
  return !read || (!read.pageInfo.hasNextPage && !read.nodes.some(isShown))
}

interface UserPageProps {
  readonly page: Page
  readonly network: Network
  readonly list: 'contacts' | 'blocked users'
  /** The names that the list was searched for; null for all of it. */
  readonly search: string | null
  readonly isShown: Shown
}

/** The rows of one page of contacts or blocked users, followed by a button that loads the next one. */
export const UserPage = ({ page, ...list }: UserPageProps) => {
  const { nodes, pageInfo } = useFragment(USER_PAGE, page)
  const { network, search, isShown } = list
  return (
    <>
      {nodes.filter(isShown).map((user) => (
        <ContactRow key={user.id} user={user} />
      ))}
      {pageInfo.hasNextPage && (
        <NextPage
          query={NEXT_USERS}
          variables={{
            after: pageInfo.endCursor,
            search,
            isMixin: network === 'MIXIN',
            isBlocked: list.list === 'blocked users',
          }}
          pageOf={({ viewer: { mixin, sealtalk } }) => {
            const account = mixin ?? sealtalk
            return account?.contacts ?? account?.blockedUsers
          }}
          what={`${list.list} of ${nameOf(network)}`}
        >
          {(next) => <UserPage page={next} {...list} />}
        </NextPage>
      )}
    </>
  )
}
