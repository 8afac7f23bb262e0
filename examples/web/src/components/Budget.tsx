import { useEffect } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../gql/index.ts'
import { useSecondsUntil } from '../useSecondsUntil.ts'
import { spell } from '../words.ts'

/** Costs no call to a network: the gateway counts by itself. */
const BUDGET = graphql(`
  query Budget {
    budgets {
      lookup
      remaining
      retryAt
    }
  }
`)

interface BudgetProps {
  /** A lookup is under way: once it is done, less may be left. */
  readonly isSpending: boolean
}

/** Tells how many lookups are left before the first one is refused. */
export const Budget = ({ isSpending }: BudgetProps) => {
  const [answer, ask] = useQuery({ query: BUDGET, pause: true })
  const budget = answer.data?.budgets.find(({ lookup }) => lookup === 'IDENTITY_NUMBER')
  const isClosed = budget !== undefined && budget.retryAt !== null
  const seconds = useSecondsUntil(isClosed ? Date.parse(budget.retryAt ?? '') : undefined)
  const isOpenAgain = isClosed && seconds === 0
  useEffect(() => {
    if (!isSpending || isOpenAgain) ask({ requestPolicy: 'network-only' })
  }, [isSpending, isOpenAgain, ask])

  if (!budget) return null
  const { remaining } = budget
  return (
    <p className="quiet">
      {remaining === 1 ? '1 lookup' : `${remaining} lookups`} left
      {seconds > 0 && <>, the next one in {spell(seconds)}</>}
    </p>
  )
}
