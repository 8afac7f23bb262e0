import type { ReactNode } from 'react'
import { type FragmentType, graphql, useFragment } from '../gql/index.ts'
import { GroupLink } from './GroupLink.tsx'

const GROUP_PAGE = graphql(`
  fragment GroupPage on ConversationConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      ...GroupLink
    }
  }
`)

type Page = FragmentType<typeof GROUP_PAGE>
type Shown = (group: { readonly name: string | null }) => boolean

/** Whether there is nothing to show, as far as the whole list is known. */
export const isNothing = (page: Page | null | undefined, isShown: Shown): boolean => {
  const read = useFragment(GROUP_PAGE, page)
  return !read || (!read.pageInfo.hasNextPage && !read.nodes.some(isShown))
}

/** How many conversations the list has. */
export const countOf = (page: Page | null | undefined): number =>
  useFragment(GROUP_PAGE, page)?.totalCount ?? 0

interface GroupPageProps {
  readonly page: Page
  /** Default: all. */
  readonly isShown?: Shown
  /** Renders the button that loads the page after a cursor, which it hands over. */
  readonly renderMore: (after: string | null, show: (page: Page) => ReactNode) => ReactNode
}

/** The rows of one page of conversations, followed by a button that loads the next one. */
export const GroupPage = ({ page, isShown = () => true, renderMore }: GroupPageProps) => {
  const { nodes, pageInfo } = useFragment(GROUP_PAGE, page)
  return (
    <>
      {nodes.filter(isShown).map((group) => (
        <GroupLink key={group.id} group={group} />
      ))}
      {pageInfo.hasNextPage &&
        renderMore(pageInfo.endCursor, (next) => (
          <GroupPage page={next} isShown={isShown} renderMore={renderMore} />
        ))}
    </>
  )
}
