import { type FormEvent, useCallback, useState } from 'react'
import { useQuery } from 'urql'
import { useNotes } from '../answer.ts'
import { typedInto } from '../form.ts'
import { graphql } from '../gql/index.ts'
import { useOneRetry } from '../useOneRetry.ts'
import { AsOf } from './AsOf.tsx'
import { Budget } from './Budget.tsx'
import { FoundPerson } from './FoundPerson.tsx'
import { Trouble } from './Trouble.tsx'

const LOOKUP = graphql(`
  query Lookup($number: String!) {
    user(by: { mixinIdentityNumber: $number }) {
      ...FoundPerson
    }
  }
`)

/** Finds somebody on Mixin by identity number, which Mixin allows only so often. */
export const LookupCard = () => {
  const [number, setNumber] = useState<string>()
  const [answer, ask] = useQuery({
    query: LOOKUP,
    variables: { number: number ?? '' },
    pause: number === undefined,
    // Who has been limited before may not be now.
    requestPolicy: 'network-only',
  })
  const notes = useNotes(answer)
  const [problem] = notes.problems
  const askAgain = useCallback(() => ask(), [ask])
  const retry = useOneRetry(problem, askAgain)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = typedInto(event.currentTarget, 'number')
    retry.reset()
    if (typed === number) askAgain()
    else setNumber(typed)
  }

  const isAsking = answer.fetching
  const isAnswered = number !== undefined && !isAsking && !problem
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
        <button disabled={isAsking || retry.seconds > 0}>Find</button>
      </form>
      <Budget isSpending={isAsking} />
      {problem && !isAsking && <Trouble problem={problem} byItself={retry.byItself} />}
      {/* Here before there is something in it: what a region is born with is not read out. */}
      <div className="outcome" aria-live="polite">
        {isAsking && <p className="quiet">Asking …</p>}
        {isAnswered && <FoundPerson user={answer.data?.user ?? null} />}
      </div>
      <AsOf network="MIXIN" notes={notes} />
    </section>
  )
}
