import { type FormEvent, useCallback, useState } from 'react'
import { useQuery } from 'urql'
import { useNotes } from '../result.ts'
import { typedInto } from '../form.ts'
import { graphql } from '../gql/index.ts'
import { useOneRetry } from '../useOneRetry.ts'
import { StaleNotice } from './StaleNotice.tsx'
import { Budget } from './Budget.tsx'
import { FoundPerson } from './FoundPerson.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

const LOOKUP = graphql(`
  query Lookup($number: String!) {
    user(by: { mixinIdentityNumber: $number }) {
      ...FoundPerson
    }
  }
`)

/** Looks up a Mixin user by identity number. Mixin limits these lookups. */
export const LookupCard = () => {
  const [number, setNumber] = useState<string>()
  const [result, refetch] = useQuery({
    query: LOOKUP,
    variables: { number: number ?? '' },
    pause: number === undefined,
    // A cached RATE_LIMITED result may be outdated.
    requestPolicy: 'network-only',
  })
  const notes = useNotes(result)
  const [problem] = notes.problems
  const lookUpAgain = useCallback(() => refetch(), [refetch])
  const retry = useOneRetry(problem, lookUpAgain)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = typedInto(event.currentTarget, 'number')
    retry.reset()
    if (typed === number) lookUpAgain()
    else setNumber(typed)
  }

  const isLoading = result.fetching
  const isLoaded = number !== undefined && !isLoading && !problem
  return (
    <section className="card" aria-labelledby="lookup">
      <h2 id="lookup">Find somebody on Mixin</h2>
      <form className="row" onSubmit={submit}>
        <label>
          Mixin number
          <input
            name="number"
            inputMode="numeric"
            pattern="[1-9][0-9]{3,11}"
            title="4 to 12 digits, the first not 0"
            placeholder="30265"
            autoComplete="off"
            required
          />
        </label>
        <button disabled={isLoading || retry.seconds > 0}>Find</button>
      </form>
      <Budget isLookingUp={isLoading} />
      {problem && !isLoading && <ProblemNotice problem={problem} isAutomatic={retry.isAutomatic} />}
      {/* Screen readers announce changes of a live region, but not its initial content: render it empty first. */}
      <div className="outcome" aria-live="polite">
        {isLoading && <p className="quiet">Loading …</p>}
        {isLoaded && <FoundPerson user={result.data?.user ?? null} />}
      </div>
      <StaleNotice network="MIXIN" notes={notes} />
    </section>
  )
}
