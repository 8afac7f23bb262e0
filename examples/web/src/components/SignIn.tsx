import type { FormEvent } from 'react'
import { useMutation } from 'urql'
import { useNotes } from '../result.ts'
import { typedInto } from '../form.ts'
import { graphql } from '../gql/index.ts'
import { useSecondsUntil } from '../useSecondsUntil.ts'
import { ProblemNotice } from './ProblemNotice.tsx'

/** The session is an HttpOnly cookie, so this page stores nothing. */
const SIGN_IN = graphql(`
  mutation SignIn($input: LoginInput!) {
    login(input: $input) {
      userId
    }
  }
`)

interface SignInProps {
  readonly onSignedIn: () => void
}

export const SignIn = ({ onSignedIn }: SignInProps) => {
  const [result, signIn] = useMutation(SIGN_IN)
  const [problem] = useNotes(result).problems
  // Set after too many attempts. A password is never retried automatically.
  const seconds = useSecondsUntil(problem?.retryAt)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const phone = { region: typedInto(form, 'region'), number: typedInto(form, 'number') }
    const { data } = await signIn({ input: { phone, password: typedInto(form, 'password') } })
    if (data?.login) onSignedIn()
  }

  return (
    <form className="fields" onSubmit={(event) => void submit(event)}>
      <div className="phone">
        <label>
          Country code
          <input
            name="region"
            inputMode="numeric"
            defaultValue="86"
            autoComplete="tel-country-code"
            required
          />
        </label>
        <label>
          Phone
          <input name="number" inputMode="tel" autoComplete="tel-national" required />
        </label>
      </div>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {problem && !result.fetching && <ProblemNotice problem={problem} />}
      <button disabled={result.fetching || seconds > 0}>Sign in</button>
    </form>
  )
}
