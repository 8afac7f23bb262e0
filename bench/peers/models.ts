import { toApp, toConversation, toParticipant, toUser } from '../mapping.ts'
import type { MixinConversation, MixinUser } from '../world.ts'

/** Mixin's JSON as the peers' resolvers use it. What needs another call is an id. */

export const toUserModel = (user: MixinUser) => ({
  ...toUser(user),
  app: user.app ? { ...toApp(user.app), creatorId: user.app.creator_id } : null,
})

export type UserModel = ReturnType<typeof toUserModel>
export type AppModel = NonNullable<UserModel['app']>

export const toConversationModel = (conversation: MixinConversation) => ({
  ...toConversation(conversation),
  participantList: conversation.participants.map((participant) => ({
    ...toParticipant(participant),
    userId: participant.user_id,
  })),
})

export type ConversationModel = ReturnType<typeof toConversationModel>
export type ParticipantModel = ConversationModel['participantList'][number]

/** Maximum of ids per `POST /users/fetch`. */
export const MAX_FETCH_IDS = 100

/** `mixin:conversation:<uuid>` → `<uuid>` */
export const upstreamIdOf = (globalId: string): string => globalId.slice(globalId.lastIndexOf(':') + 1)

/** The page of `participants(first:)`. */
export const pageOf = ({ participantList }: ConversationModel, { first }: { first: number }) => ({
  totalCount: participantList.length,
  nodes: participantList.slice(0, first),
})
