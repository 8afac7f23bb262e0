import { forbidden } from '../../errors.ts'
import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import {
  actionsIn,
  type ConversationAction,
  type ConversationRules,
  firstRefusal,
  lacks,
  type Membership,
  type Refusal,
  refusalByRole,
  refusalOf,
} from '../rights.ts'
import type { ConversationModel } from '../types.ts'
import type { Generation } from './generation.ts'
import type { SealTalkMemberships } from './membership.ts'

/**
 * Who may do what in a group. Older servers ask nobody at `setAnnouncement`, `muteEveryone` and `setMemberProtection`, and
 * not whether somebody is a member at `addParticipants` and `favorite`.
 * @see docs/networks/sealtalk.md#rights
 */
const RULES: ConversationRules = {
  rename: 'owner',
  setAnnouncement: 'admins',
  addParticipants: 'members',
  removeParticipants: 'admins',
  setRoles: 'owner',
  transfer: 'owner',
  dismiss: 'owner',
  leave: 'members',
  muteEveryone: 'admins',
  setJoinApproval: 'admins',
  setMemberProtection: 'admins',
  setDisplayName: 'members',
  favorite: 'members',
  message: 'members',
}

export const SEALTALK_ACTIONS = actionsIn(RULES)

/** The later server lets admins rename groups too. */
const LATER_RULES: ConversationRules = { ...RULES, rename: 'admins' }

export interface SealTalkRights {
  /** By the list of the account's groups. */
  shown(action: ConversationAction, conversation: ConversationModel): MaybePromise<Refusal>
  /** By the members as they are now. */
  now(actions: readonly ConversationAction[], groupId: string): Promise<Refusal>
}

export interface SealTalkRightsOptions {
  /** Undefined until the server's responses have revealed it. */
  readonly generation: () => Generation | undefined
  readonly memberships: SealTalkMemberships
}

const muted = (): Refusal =>
  forbidden('sealtalk', 'Only the owner and admins of this group may send messages at present.')

const isRuler = (membership: Membership): boolean =>
  membership?.role === 'OWNER' || membership?.role === 'ADMIN'

export const createSealTalkRights = (options: SealTalkRightsOptions): SealTalkRights => {
  const { generation, memberships } = options

  const byRole = (action: ConversationAction, membership: Membership): Refusal => {
    const rule = (generation() === 'later' ? LATER_RULES : RULES)[action]
    return rule ? refusalByRole('sealtalk', rule, membership) : lacks('sealtalk', action)
  }

  /** Plain members are silent while everyone is muted. */
  const mayBeMuted = (action: ConversationAction, membership: Membership): boolean =>
    action === 'message' && !isRuler(membership)

  const shown = (action: ConversationAction, conversation: ConversationModel): MaybePromise<Refusal> => {
    if (!RULES[action]) return lacks('sealtalk', action)
    return mapMaybe(memberships.listed(conversation), (membership) => {
      const isMuted = mayBeMuted(action, membership) && conversation.isEveryoneMuted === true
      return byRole(action, membership) ?? (isMuted ? muted() : null)
    })
  }

  const now = async (actions: readonly ConversationAction[], groupId: string): Promise<Refusal> => {
    const missing = actions.find((action) => !RULES[action])
    if (missing) return lacks('sealtalk', missing)
    const membership = await memberships.now(groupId)
    const refusal = firstRefusal(actions, (action) => byRole(action, membership))
    if (refusal || !actions.some((action) => mayBeMuted(action, membership))) return refusal
    return (await memberships.isEveryoneMuted(groupId)) ? muted() : null
  }

  return {
    shown(action, conversation) {
      const refusal = shown(action, conversation)
      return refusal instanceof Promise ? refusal.catch(refusalOf) : refusal
    },
    now: (actions, groupId) => now(actions, groupId).catch(refusalOf),
  }
}
