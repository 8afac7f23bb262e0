import { LRUCache } from 'lru-cache'
import type { UserModel } from '../types.ts'

/** Mappings kept; some 100 bytes each. */
const MAX_NUMBERS = 500_000

/**
 * Which user an identity number belongs to: learned from every user that passes, whoever asked for it.
 * It is the one thing that viewers share, since it is public and never changes; names, phones and
 * relationships stay in their viewer's scope.
 */
export interface IdentityMap {
  userIdOf(identityNumber: string): string | undefined | Promise<string | undefined>
  learn(user: Pick<UserModel, 'upstreamId' | 'identityNumber'>): void
  /** The mapping turned out to be wrong. */
  forget(identityNumber: string): void
}

export const createIdentityMap = (): IdentityMap => {
  const userIds = new LRUCache<string, string>({ max: MAX_NUMBERS })
  return {
    userIdOf: (identityNumber) => userIds.get(identityNumber),
    learn({ upstreamId, identityNumber }) {
      // "0" is everybody without a Messenger account.
      if (identityNumber && identityNumber !== '0') userIds.set(identityNumber, upstreamId)
    },
    forget: (identityNumber) => void userIds.delete(identityNumber),
  }
}
