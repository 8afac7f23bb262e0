import { forbidden } from '../../errors.ts'
import {
  actionsIn,
  type ConversationAction,
  type ConversationRules,
  lacks,
  type Membership,
  type Refusal,
  refusalByRole,
  refusalOf,
} from '../rights.ts'
import type { ConversationModel, ParticipantModel } from '../types.ts'
import type { Usable } from './credential.ts'

/** Who may do what in a group. @see docs/networks/mixin.md#rights */
const GROUP: ConversationRules = {
  rename: 'admins',
  setAnnouncement: 'admins',
  addParticipants: 'admins',
  removeParticipants: 'admins',
  setRoles: 'owner',
  rotateCode: 'admins',
  leave: 'members',
  mute: 'members',
  setDisappearingMessages: 'admins',
  message: 'members',
}

export const MIXIN_ACTIONS = actionsIn(GROUP)

/** What both may do in a one-to-one conversation, which has neither owner nor admins. */
const CONTACT: ConversationRules = {
  mute: 'members',
  setDisappearingMessages: 'members',
  message: 'members',
}

export interface MixinRights {
  shown(action: ConversationAction, conversation: ConversationModel): Refusal
  /** @param known as it was a moment ago. If it is not known, or does not list the bot, Mixin decides what depends on it. */
  now(action: ConversationAction, known: ConversationModel | null | undefined): Refusal
}

export interface MixinRightsOptions {
  /** Throws UNAUTHENTICATED where the caller may not write. */
  readonly credential: () => Usable
  readonly appId: string | undefined
}

/** The credential of a bot. Throws FORBIDDEN for the token of a user: Mixin lets no token change conversations. */
export const requireBot = (credential: Usable): Usable => {
  if (credential.kind === 'bot') return credential
  const message = 'Mixin lets only bots do this. Act as the gateway’s bot: send X-Api-Key instead of a token.'
  throw forbidden('mixin', message)
}

export const createMixinRights = ({ credential, appId }: MixinRightsOptions): MixinRights => {
  const refusalOfCredential = (): Refusal => {
    try {
      requireBot(credential())
      return null
    } catch (error) {
      return refusalOf(error)
    }
  }

  const memberOf = ({ participants }: ConversationModel): ParticipantModel | undefined =>
    participants?.find(({ user }) => user.upstreamId === appId)

  const refusalIn = (
    action: ConversationAction,
    conversation: ConversationModel,
    membership: Membership,
  ): Refusal => {
    const rule = (conversation.category === 'CONTACT' ? CONTACT : GROUP)[action]
    if (!rule) return forbidden('mixin', 'A one-to-one conversation does not allow this; only groups do.')
    return refusalByRole('mixin', rule, membership)
  }

  const refusalAnywhere = (action: ConversationAction): Refusal =>
    GROUP[action] ? refusalOfCredential() : lacks('mixin', action)

  return {
    shown: (action, conversation) =>
      refusalAnywhere(action) ?? refusalIn(action, conversation, memberOf(conversation) ?? null),

    now(action, known) {
      const refusal = refusalAnywhere(action)
      const member = known && memberOf(known)
      if (refusal || !member) return refusal
      return refusalIn(action, known, member)
    },
  }
}
