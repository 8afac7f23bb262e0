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

/** The gateway takes the cookie away and refuses it from then on. */
export const SignOut = ({ onSignedOut }: SignOutProps) => {
  const [answer, signOut] = useMutation(SIGN_OUT)
  const submit = async () => {
    const { data } = await signOut({})
    if (data?.logout) onSignedOut()
  }
  return (
    <button type="button" className="quiet" disabled={answer.fetching} onClick={() => void submit()}>
      Sign out
    </button>
  )
}
