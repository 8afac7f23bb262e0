import { useMutation } from 'urql'
import { graphql } from '../gql/index.ts'

const SIGN_OUT = graphql(`
  mutation SignOut {
    logout {
      loggedOut
    }
  }
`)

interface SignOutProps {
  readonly onSignedOut: () => void
}

/** The gateway deletes the cookie and rejects it from then on. */
export const SignOut = ({ onSignedOut }: SignOutProps) => {
  const [result, signOut] = useMutation(SIGN_OUT)
  const submit = async () => {
    const { data } = await signOut({})
    if (data?.logout) onSignedOut()
  }
  return (
    <button type="button" className="quiet" disabled={result.fetching} onClick={() => void submit()}>
      Sign out
    </button>
  )
}
