import type { Notes } from '../result.ts'
import type { Network } from '../gql/enums.ts'
import { nameOf, formatDuration } from '../messages.ts'

interface StaleNoticeProps {
  readonly network: Network
  readonly notes: Notes
}

/** Says that a part comes from an expired cache entry, and how old the oldest of these entries is. */
export const StaleNotice = ({ network, notes }: StaleNoticeProps) => {
  const oldest = notes.stale.toSorted((one, other) => other.ageMs - one.ageMs)[0]
  if (!oldest) return null
  const why = oldest.reason === 'RATE_LIMITED' ? 'limits requests' : 'is down'
  return (
    <output className="stale">
      as of {formatDuration(Math.round(oldest.ageMs / 1000))} ago, {nameOf(network)} {why}
    </output>
  )
}
