import { useEffect } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../gql/index.ts'
import { useSecondsUntil } from '../useSecondsUntil.ts'
import { formatDuration } from '../messages.ts'

/** Causes no upstream call: the gateway counts lookups itself. */
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
  /** Whether a lookup is in progress. Afterwards, fewer lookups may be left. */
  readonly isLookingUp: boolean
}

/** Shows how many lookups are left. */
export const Budget = ({ isLookingUp }: BudgetProps) => {
  const [result, refetch] = useQuery({ query: BUDGET, pause: true })
  const budget = result.data?.budgets.find(({ lookup }) => lookup === 'IDENTITY_NUMBER')
  const isClosed = budget !== undefined && budget.retryAt !== null
  const seconds = useSecondsUntil(isClosed ? Date.parse(budget.retryAt ?? '') : undefined)
  const isOpenAgain = isClosed && seconds === 0
  useEffect(() => {
    if (!isLookingUp || isOpenAgain) refetch({ requestPolicy: 'network-only' })
  }, [isLookingUp, isOpenAgain, refetch])

  if (!budget) return null
  const { remaining } = budget
  return (
    <p className="quiet">
      {remaining === 1 ? '1 lookup' : `${remaining} lookups`} left
      {seconds > 0 && <>, the next one in {formatDuration(seconds)}</>}
    </p>
  )
}
