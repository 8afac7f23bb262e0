import { type Pseudonym, toLoggedDigest } from '../../request/scope.ts'
import type { Policy } from '../../upstream/policy.ts'
import type { ProviderControl } from '../provider-control.ts'
import { normalizeId } from './ids.ts'
import { KINDS } from './reads.ts'
import type { RevokedSessions } from './revoked-sessions.ts'

export interface SealTalkControlOptions extends Pick<Policy, 'breakers'> {
  readonly revoked: Pick<RevokedSessions, 'revokeAllOf'>
  readonly accountName: Pseudonym
}

export const createSealTalkControl = ({
  breakers,
  revoked,
  accountName,
}: SealTalkControlOptions): ProviderControl => ({
  breakers,
  normalizeUserId: normalizeId,
  // Lists of users have the ids of groups and of other accounts.
  copiesOfUser: (id) => [
    { kind: KINDS.names, id },
    { kind: KINDS.users, id },
    { kind: KINDS.members },
    { kind: KINDS.friendships },
    { kind: KINDS.blocked },
  ],
  nameOfUser: (id) => toLoggedDigest(accountName(id)),
  endSessions: (id) => revoked.revokeAllOf({ kind: 'user', id }),
})
