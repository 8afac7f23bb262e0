import { type FragmentType, graphql, useFragment } from '../gql/index.ts'

const MASTHEAD = graphql(`
  fragment Masthead on Viewer {
    mixin {
      user {
        name
      }
    }
    sealtalk {
      user {
        name
      }
    }
  }
`)

interface MastheadProps {
  /** Undefined while it is loading. */
  readonly viewer: FragmentType<typeof MASTHEAD> | undefined
}

/** The title, and the account of the viewer on each network. */
export const Masthead = ({ viewer }: MastheadProps) => {
  const accounts = useFragment(MASTHEAD, viewer)
  return (
    <header className="masthead">
      <h1>Two networks, one page</h1>
      {accounts && (
        <dl className="accounts" aria-label="Who is signed in">
          <div>
            <dt>Mixin</dt>
            <dd>{accounts.mixin?.user.name ?? '–'}</dd>
          </div>
          <div>
            <dt>SealTalk</dt>
            <dd>{accounts.sealtalk?.user?.name ?? '–'}</dd>
          </div>
        </dl>
      )}
    </header>
  )
}
