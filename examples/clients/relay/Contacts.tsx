import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay'
import type { Contacts_list$key } from './__generated__/Contacts_list.graphql'
import type { ContactsPageQuery } from './__generated__/ContactsPageQuery.graphql'
import type { ContactsQuery } from './__generated__/ContactsQuery.graphql'

const List = ({ viewer }: { viewer: Contacts_list$key }) => {
  // Accounts have no id: Relay refetches them from `viewer`.
  const { data, loadNext, hasNext } = usePaginationFragment<ContactsPageQuery, Contacts_list$key>(
    graphql`
      fragment Contacts_list on Viewer
      @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
      @refetchable(queryName: "ContactsPageQuery") {
        mixin {
          contacts(first: $count, after: $cursor) @connection(key: "Contacts_contacts") {
            edges {
              node {
                id
                name
                viewerCan {
                  removeContact
                }
              }
            }
          }
        }
      }
    `,
    viewer,
  )
  const people = data.mixin?.contacts?.edges ?? []
  return (
    <>
      <ul>
        {people.map(({ node }) => (
          <li key={node.id}>{node.name}</li>
        ))}
      </ul>
      {hasNext && <button onClick={() => loadNext(20)}>More</button>}
    </>
  )
}

/** The contacts of the account, page by page. */
export const Contacts = () => {
  const { viewer } = useLazyLoadQuery<ContactsQuery>(
    graphql`
      query ContactsQuery {
        viewer {
          ...Contacts_list
        }
      }
    `,
    {},
  )
  return viewer && <List viewer={viewer} />
}
