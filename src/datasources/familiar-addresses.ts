import type { Clock } from '../clock.ts'
import { type Bounds, createExpiringMap } from '../upstream/rate-limits/expiring-map.ts'
import type { SharedFacts } from './shared-store.ts'

/** Addresses from which a phone or account has signed in. Names of both are digests. */
export interface FamiliarAddresses {
  has(subject: string, address: string): Promise<boolean>
  add(subject: string, address: string): void
}

/** How long an address stays familiar: as long as a session lasts. */
const FAMILIAR_MS = 30 * 24 * 60 * 60 * 1000
const KIND = 'familiar address'

/** At most 560 bytes each: 56 MB. */
const BOUNDS: Bounds = { maxEntries: 100_000, maxPerOwner: 16 }

/** @param facts shares familiar addresses among gateways */
export const createFamiliarAddresses = (
  clock: Clock,
  facts?: SharedFacts,
  bounds: Bounds = BOUNDS,
): FamiliarAddresses => {
  const addresses = createExpiringMap<true>(clock, bounds)
  const keyOf = (subject: string, address: string): string => `${subject} ${address}`

  return {
    async has(subject, address) {
      const key = keyOf(subject, address)
      return addresses.get(key) === true || (await facts?.read(KIND, key)) === true
    },
    add(subject, address) {
      const key = keyOf(subject, address)
      // Only a subject's own addresses make room for its newer ones.
      const oldest = addresses.next(subject)
      const isFull = addresses.entries(subject).length >= bounds.maxPerOwner
      if (oldest && isFull && addresses.get(key) === undefined) {
        addresses.delete(oldest.key)
        facts?.forget(KIND, oldest.key)
      }
      const waitMs = addresses.set(key, subject, true, clock.now() + FAMILIAR_MS)
      if (waitMs === 0) void facts?.insist(KIND, key, true, FAMILIAR_MS)
    },
  }
}
