import { graphql, useLazyLoadQuery } from 'react-relay'
import type { AccountsQuery } from './__generated__/AccountsQuery.graphql'

/** Both accounts of the viewer, each of which may fail without the other. */
export const Accounts = () => {
  const { viewer } = useLazyLoadQuery<AccountsQuery>(
    graphql`
      query AccountsQuery {
        viewer {
          mixin @catch(to: RESULT) {
            user {
              name
            }
          }
          sealtalk @catch(to: NULL) {
            user {
              name
            }
          }
        }
      }
    `,
    {},
  )
  return (
    <>
      <p>{viewer.mixin.ok ? (viewer.mixin.value?.user.name ?? 'nobody') : 'Mixin cannot be reached'}</p>
      <p>{viewer.sealtalk?.user?.name ?? 'nobody'}</p>
    </>
  )
}
