import { forbidden, type GatewayError, isGatewayError, unsupported } from '../errors.ts'
import type { NetworkFeature, ParticipantRole } from '../generated/enums.ts'
import type { NetworkName } from '../global-id.ts'

/** What a viewer may or may not do with a conversation: the fields of `ConversationRights`, which a test compares. */
export const CONVERSATION_ACTIONS = [
  'rename',
  'setAnnouncement',
  'addParticipants',
  'removeParticipants',
  'setRoles',
  'rotateCode',
  'transfer',
  'dismiss',
  'leave',
  'mute',
  'muteEveryone',
  'setJoinApproval',
  'setMemberProtection',
  'setDisappearingMessages',
  'setDisplayName',
  'favorite',
  'message',
] as const

export type ConversationAction = (typeof CONVERSATION_ACTIONS)[number]

/** What a viewer may or may not do with a user: the fields of `UserRights`. */
export const USER_ACTIONS = [
  'addContact',
  'removeContact',
  'setAlias',
  'block',
  'unblock',
  'message',
] as const

export type UserAction = (typeof USER_ACTIONS)[number]

/** The features of a network, configured or not. */
export type Features = ReadonlySet<NetworkFeature>

/** Why something is not permitted, as the error of the mutation that does it; null where it is permitted. */
export type Refusal = GatewayError | null

/** Who may do something: everyone in the conversation, its owner and admins, or its owner. */
export type Rule = 'members' | 'admins' | 'owner'

/** Who may do what with a conversation. What a network lacks is absent. */
export type ConversationRules = { readonly [Action in ConversationAction]?: Rule }

/** What decides about the viewer. Null: not in the conversation. A role that the gateway does not know is one of a member. */
export type Membership = { readonly role: ParticipantRole | null } | null

/** What can be done with the conversations of a network at all. */
export type Actions = ReadonlySet<ConversationAction>

export const actionsIn = (rules: ConversationRules): Actions =>
  new Set(CONVERSATION_ACTIONS.filter((action) => rules[action]))

const RULES: readonly Rule[] = ['members', 'admins', 'owner']
const MEMBER = 0
const RANKS: Readonly<Record<ParticipantRole, number>> = { MEMBER, ADMIN: 1, OWNER: 2 }

const NEEDED: Readonly<Record<Rule, string>> = {
  members: 'The account is not in this conversation.',
  admins: 'Only the owner and admins of this conversation may do this.',
  owner: 'Only the owner of this conversation may do this.',
}

/** What a network may lack. */
export type Lacking = NetworkFeature | ConversationAction | UserAction | 'apps' | 'one-to-one conversations'

/** The one error for what a network does not have at all, so that `Query.networks` and `viewerCan` tell it beforehand. */
export const lacks = (network: NetworkName, what: Lacking): GatewayError =>
  unsupported(network, `${network} does not have ${what}. Query.networks lists what each network has.`)

/** Throws UNSUPPORTED where the network does not have the feature. */
export const requireFeature = (
  { network, features }: { readonly network: NetworkName; readonly features: Features },
  feature: NetworkFeature,
): void => {
  if (!features.has(feature)) throw lacks(network, feature)
}

/** The first refusal of several. */
export const firstRefusal = <Action>(
  actions: readonly Action[],
  refusal: (action: Action) => Refusal,
): Refusal => {
  for (const action of actions) {
    const refused = refusal(action)
    if (refused) return refused
  }
  return null
}

/** Decides by the role alone. */
export const refusalByRole = (network: NetworkName, rule: Rule, membership: Membership): Refusal => {
  const isMember = membership !== null
  const rank = isMember ? RANKS[membership.role ?? 'MEMBER'] : MEMBER - 1
  return rank >= RULES.indexOf(rule) ? null : forbidden(network, NEEDED[isMember ? rule : 'members'])
}

/**
 * What decides cannot be found out, so that nothing is promised, and the mutation fails with this error. Throws what is no
 * matter of the network: a document that needs too many calls, or a bug.
 */
export const refusalOf = (failure: unknown): Refusal => {
  if (isGatewayError(failure) && failure.code !== 'QUERY_TOO_COMPLEX') return failure
  throw failure
}
