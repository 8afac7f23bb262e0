import type { ClientAddress } from '../client-address.ts'
import type { AttemptLimit, AttemptLimiter } from '../upstream/rate-limits/attempt-limiter.ts'

const HOUR_SECONDS = 60 * 60
/** What a /48 may do, compared with one of its /64 blocks. */
const SITE_FACTOR = 2

/** This many at once, and then this many per hour. */
export const hourly = (name: string, count: number): AttemptLimit => ({
  name,
  bucket: { burst: count, perSecond: count / HOUR_SECONDS },
})

/** A count that an action needs: of a client, of several, or of all. */
interface Count {
  readonly limit: AttemptLimit
  readonly scope: string
  readonly owner: string
}

/** An action that may be done now. */
export interface Allowed {
  readonly giveBack: () => void
}

/** The limit that is reached. */
export interface Reached {
  readonly limit: AttemptLimit
  readonly waitMs: number
}

/** Limits an action whose every result costs or tells something, for one client. */
export interface AddressLimits {
  /** Counts the action, or gives the limit that is reached and counts nothing. */
  take(address: ClientAddress | undefined): Promise<Allowed | Reached>
  /** What is left of the limit of which the least is left. */
  left(address: ClientAddress | undefined): Promise<{ readonly remaining: number; readonly waitMs: number }>
}

export interface AddressLimitsOptions {
  readonly attempts: AttemptLimiter
  /** Gives the digest of an address. */
  readonly nameOf: (text: string) => string
  readonly name: string
  /** For one IPv4 address or IPv6 /64 block. A /48 has twice as much. */
  readonly perBlock: number
  /** For all clients together. Default: unlimited. */
  readonly inAll?: number | undefined
  /** What a number means. Default: so many at once, and then so many per hour. */
  readonly toLimit?: ((name: string, count: number) => AttemptLimit) | undefined
}

export const createAddressLimits = (options: AddressLimitsOptions): AddressLimits => {
  const { attempts, nameOf, name, perBlock, inAll, toLimit = hourly } = options
  const byBlock = toLimit(`${name} by address`, perBlock)
  const bySite = toLimit(`${name} by site`, perBlock * SITE_FACTOR)
  const ofAll: Count[] =
    inAll === undefined ? [] : [{ limit: toLimit(`${name} in all`, inAll), scope: 'all', owner: 'all' }]

  const countsOf = (address: ClientAddress | undefined): readonly Count[] => {
    const { block, site } = address ?? { block: 'unknown', site: 'unknown' }
    const owner = nameOf(site)
    return [
      { limit: byBlock, scope: nameOf(block), owner },
      ...(site === block ? [] : [{ limit: bySite, scope: owner, owner }]),
      ...ofAll,
    ]
  }

  return {
    async take(address) {
      const taken: Count[] = []
      const giveBack = (): void => taken.forEach(({ limit, scope }) => attempts.refund(limit, scope))
      for (const count of countsOf(address)) {
        const waitMs = await attempts.take(count.limit, count.scope, count.owner)
        if (waitMs > 0) {
          giveBack()
          return { limit: count.limit, waitMs }
        }
        taken.push(count)
      }
      return { giveBack }
    },

    async left(address) {
      const left = await Promise.all(countsOf(address).map(({ limit, scope }) => attempts.left(limit, scope)))
      return {
        remaining: Math.min(...left.map(({ remaining }) => remaining)),
        waitMs: Math.max(...left.map(({ waitMs }) => waitMs)),
      }
    },
  }
}
