import { isObject } from '../../json.ts'

/** The end of one session. */
export interface SessionEnd {
  readonly kind: 'session'
  readonly id: string
  readonly userId: string
  /** Every seal of the session was issued at this time or earlier, in milliseconds since 1970. */
  readonly issuedUntil: number
}

/** The end of all sessions of a user, or of a phone number, that were issued at a time or earlier. */
export interface GroupEnd {
  readonly kind: 'user' | 'phone'
  /** The user's id, or the phone's pseudonym. */
  readonly id: string
  readonly issuedUntil: number
  /** A session that goes on, unless it was issued at `exceptFrom` or earlier. */
  readonly except?: string | undefined
  readonly exceptFrom: number
}

export type Revocation = SessionEnd | GroupEnd

/** What a revocation is about: a later one about the same subject is merged with it. */
export const subjectOf = ({ kind, id }: Pick<Revocation, 'kind' | 'id'>): string => `${kind} ${id}`

/** Ends what either ends. The order does not matter, so gateways that hear of both in any order agree. */
export const mergeEnds = (one: GroupEnd, other: GroupEnd): GroupEnd => {
  const [earlier, later] = one.issuedUntil <= other.issuedUntil ? [one, other] : [other, one]
  if (earlier.except === later.except) {
    return { ...later, exceptFrom: Math.max(earlier.exceptFrom, later.exceptFrom) }
  }
  if (earlier.issuedUntil === later.issuedUntil)
    return { ...later, except: undefined, exceptFrom: later.issuedUntil }
  return { ...later, exceptFrom: Math.max(earlier.issuedUntil, later.exceptFrom) }
}

export const isSame = (one: Revocation, other: Revocation): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** A revocation of another gateway; undefined if it is malformed. */
export const toRevocation = (value: unknown): Revocation | undefined => {
  if (!isObject(value)) return undefined
  const { kind, id, userId, issuedUntil, except, exceptFrom } = value
  if (typeof id !== 'string' || typeof issuedUntil !== 'number') return undefined
  if (kind === 'session') return typeof userId === 'string' ? { kind, id, userId, issuedUntil } : undefined
  if (kind !== 'user' && kind !== 'phone') return undefined
  if (except !== undefined && typeof except !== 'string') return undefined
  // JSON has no -Infinity.
  if (exceptFrom !== null && typeof exceptFrom !== 'number') return undefined
  return { kind, id, issuedUntil, except, exceptFrom: exceptFrom ?? -Infinity }
}
