import { toApp, toConversation, toParticipant, toUser } from '../answers.ts'
import type { MixinConversation, MixinUser } from '../world.ts'

/** Mixin's JSON as the peers' resolvers hand it on; whatever needs another call is kept as an id. */

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

/** Ids of one `POST /users/fetch`. */
export const MAX_FETCH_IDS = 100

/** `mixin:conversation:<uuid>` → `<uuid>` */
export const upstreamIdOf = (globalId: string): string => globalId.slice(globalId.lastIndexOf(':') + 1)

/** The page of participants that `participants(first:)` asks for. */
export const pageOf = ({ participantList }: ConversationModel, { first }: { first: number }) => ({
  totalCount: participantList.length,
  nodes: participantList.slice(0, first),
})
