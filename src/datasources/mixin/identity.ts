import type { SharedFacts } from '../shared-store.ts'
import type { UserModel } from '../types.ts'
import { normalizeUuid } from './ids.ts'

/** Mappings kept; some 100 bytes each. */
const MAX_NUMBERS = 500_000

/** Name and milliseconds of the mappings that several gateways share. */
const KIND = 'mixin-identity'
const SHARED_MS = 90 * 24 * 60 * 60 * 1000

/**
 * Which user an identity number belongs to, learned from every user that any request loads.
 * It is the one thing that viewers share, since it is public and never changes; names, phones and
 * relationships stay in their viewer's scope.
 */
export interface IdentityMap {
  userIdOf(identityNumber: string): string | undefined | Promise<string | undefined>
  learn(user: Pick<UserModel, 'upstreamId' | 'identityNumber'>): void
  /** The mapping turned out to be wrong. */
  forget(identityNumber: string): void
}

/**
 * The mappings of this process. The one that was learned, or asked for, longest ago gives way. Every user of every response is
 * looked up here to learn its number, which does not count as asking, so it is a plain `Map`.
 */
const createKnownNumbers = (maxEntries: number) => {
  const userIds = new Map<string, string>()
  /** Goes on where it was, since a new one would pass over everything that was deleted. */
  let oldest: Iterator<string> | undefined
  const makeRoom = (): void => {
    const { value } = (oldest ??= userIds.keys()).next() as IteratorResult<string, undefined>
    if (value === undefined) oldest = undefined
    else userIds.delete(value)
  }
  return {
    get: (number: string) => userIds.get(number),
    /** The same for whoever asks for the user: makes it the last to give way. */
    use(number: string): string | undefined {
      const userId = userIds.get(number)
      if (userId === undefined) return undefined
      userIds.delete(number)
      userIds.set(number, userId)
      return userId
    },
    set(number: string, userId: string): void {
      userIds.set(number, userId)
      while (userIds.size > maxEntries) makeRoom()
    },
    delete: (number: string) => void userIds.delete(number),
  }
}

/** @param shared numbers that other gateways have learned: read on a miss, and written when this one learns more */
export const createIdentityMap = (shared?: SharedFacts, maxNumbers = MAX_NUMBERS): IdentityMap => {
  const userIds = createKnownNumbers(maxNumbers)

  const recall = async (facts: SharedFacts, identityNumber: string): Promise<string | undefined> => {
    const fact = await facts.read(KIND, identityNumber)
    const userId = typeof fact === 'string' ? normalizeUuid(fact) : undefined
    if (userId !== undefined) userIds.set(identityNumber, userId)
    return userId
  }

  return {
    userIdOf: (identityNumber) => userIds.use(identityNumber) ?? (shared && recall(shared, identityNumber)),
    learn({ upstreamId, identityNumber }) {
      // "0" is everybody without a Messenger account.
      if (!identityNumber || identityNumber === '0') return
      if (userIds.get(identityNumber) === upstreamId) return
      userIds.set(identityNumber, upstreamId)
      shared?.write(KIND, identityNumber, upstreamId, SHARED_MS)
    },
    forget(identityNumber) {
      userIds.delete(identityNumber)
      shared?.forget(KIND, identityNumber)
    },
  }
}
