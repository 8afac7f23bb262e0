import type { Notes } from '../answer.ts'
import type { Network } from '../gql/enums.ts'
import { nameOf, spell } from '../words.ts'

interface AsOfProps {
  readonly network: Network
  readonly notes: Notes
}

/** Says of a part that it is shown from an old copy, and how old; of several copies the oldest counts. */
export const AsOf = ({ network, notes }: AsOfProps) => {
  const oldest = notes.old.toSorted((one, other) => other.ageMs - one.ageMs)[0]
  if (!oldest) return null
  const why = oldest.reason === 'RATE_LIMITED' ? 'is limiting us' : 'is down'
  return (
    <output className="as-of">
      as of {spell(Math.round(oldest.ageMs / 1000))} ago, {nameOf(network)} {why}
    </output>
  )
}
