import type { Clock } from '../clock.ts'
import { createGrowingLru } from '../lru.ts'
import { type Bounds, createExpiringMap, type ExpiringMap } from '../upstream/rate-limits/expiring-map.ts'
import type { Fact, FactName } from './calls.ts'

/** Facts of all workers. */
export interface HeldFacts {
  read(name: FactName): unknown
  /** A fact that may be forgotten when there are too many. */
  write(fact: Fact): void
  /** A fact that is kept until it expires. False where there is no room. */
  insist(fact: Fact): boolean
  forget(name: FactName): void
}

interface Held {
  readonly value: unknown
  /** By `Clock.now`. */
  readonly expiresAt: number
}

/** Facts that may be forgotten: about 20 MB. */
const MAX_WRITTEN = 100_000
/** Facts of one kind that may not be forgotten: as many as one process may have. */
const MAX_KEPT = 100_000
const BOUNDS: Bounds = { maxEntries: MAX_KEPT, maxPerOwner: MAX_KEPT }

export const createHeldFacts = (clock: Clock): HeldFacts => {
  const written = createGrowingLru<string, Held>(MAX_WRITTEN)
  const keptByKind = new Map<string, ExpiringMap<Held>>()

  const nameOf = ({ kind, key }: FactName): string => `${kind}\n${key}`
  const keptOf = (kind: string): ExpiringMap<Held> => {
    const known = keptByKind.get(kind)
    if (known) return known
    const kept = createExpiringMap<Held>(clock, BOUNDS)
    keptByKind.set(kind, kept)
    return kept
  }

  const find = (name: FactName): Held | undefined => {
    const kept = keptOf(name.kind).get(name.key)
    if (kept) return kept
    const held = written.get(nameOf(name))
    return held && held.expiresAt > clock.now() ? held : undefined
  }

  const forget = (name: FactName): void => {
    keptOf(name.kind).delete(name.key)
    written.delete(nameOf(name))
  }

  /** What is to be held; undefined where the condition forbids a write. */
  const toHeld = (fact: Fact): Held | undefined => {
    const known = fact.condition && find(fact)
    if (fact.condition === 'if-present' && !known) return undefined
    const value = fact.condition === 'if-absent' && known ? known.value : fact.value
    return { value, expiresAt: clock.now() + fact.ttlMs }
  }

  return {
    read: (name) => find(name)?.value,
    write(fact) {
      const held = toHeld(fact)
      if (held) written.set(nameOf(fact), held)
    },
    insist(fact) {
      const held = toHeld(fact)
      if (!held) return true
      written.delete(nameOf(fact))
      return keptOf(fact.kind).set(fact.key, fact.key, held, held.expiresAt) === 0
    },
    forget,
  }
}
