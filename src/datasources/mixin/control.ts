import { createPseudonym, toLoggedDigest } from '../../request/scope.ts'
import type { Secret } from '../../secret.ts'
import type { Policy } from '../../upstream/policy.ts'
import type { ProviderControl } from '../provider-control.ts'
import { normalizeUuid } from './ids.ts'

export interface MixinControlOptions extends Pick<Policy, 'breakers'> {
  /** Gives several gateways the same digests. Default: random for the life of the process. */
  readonly secret: Secret | undefined
}

/** Mixin issues its tokens itself, so there are no sessions to end. */
export const createMixinControl = ({ breakers, secret }: MixinControlOptions): ProviderControl => {
  const nameOf = createPseudonym('mixin users', secret)
  return {
    breakers,
    normalizeUserId: normalizeUuid,
    // Whom a viewer knows, and who it is, are kept apart from users.
    copiesOfUser: (id) => [
      { kind: 'user', id },
      { kind: 'account' },
      { kind: 'friends' },
      { kind: 'blocked users' },
    ],
    nameOfUser: (id) => toLoggedDigest(nameOf(id)),
  }
}
