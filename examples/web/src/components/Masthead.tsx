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
  /** Undefined while nobody knows. */
  readonly viewer: FragmentType<typeof MASTHEAD> | undefined
}

/** What the page is, and who looks at it: one account on each network, or none. */
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
