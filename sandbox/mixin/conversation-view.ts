import type { Caller } from './caller.ts'
import type { Circle, CircleItem, Conversation, Participant } from './model.ts'
import type { World } from './world.ts'

/** Link behind a code; "" for no code. */
export const codeUrl = (codeId: string): string => (codeId === '' ? '' : `https://mixin.one/codes/${codeId}`)

/** Code of a person, which others scan to see them. */
export const personCode = ({ seed }: Pick<World, 'seed'>, userId: string): string =>
  seed.uuid(`code of ${userId}`)

/** "Not muted" is a date in the past: one year before the conversation began. */
const yearBefore = (time: string): string => `${Number(time.slice(0, 4)) - 1}${time.slice(4)}`

const byUserId = (world: World, conversation: Conversation): [string, Participant][] => {
  const members = [...conversation.participants].sort(([one], [other]) => (one < other ? -1 : 1))
  return world.traits.repeatsParticipants ? [...members, ...members.slice(0, 1)] : members
}

const sessionViews = (world: World, userIds: readonly string[]) =>
  userIds.flatMap((userId) =>
    (world.people.get(userId)?.sessions ?? []).map(({ sessionId, publicKey }) => ({
      type: 'participant',
      user_id: userId,
      session_id: sessionId,
      public_key: publicKey,
    })),
  )

/** A conversation in a circle. */
export const circleItemView = (circle: Circle, item: CircleItem) => ({
  type: 'circle_conversation',
  circle_id: circle.circleId,
  conversation_id: item.conversationId,
  user_id: item.userId,
  created_at: item.createdAt,
})

const circleItemViews = (world: World, viewerId: string, conversationId: string) =>
  world.circles
    .filter((circle) => circle.userId === viewerId)
    .flatMap((circle) =>
      circle.items
        .filter((item) => item.conversationId === conversationId)
        .map((item) => circleItemView(circle, item)),
    )

/** A circle as its owner sees it. */
export const circleView = (circle: Circle) => ({
  type: 'circle',
  circle_id: circle.circleId,
  user_id: circle.userId,
  name: circle.name,
  created_at: circle.createdAt,
})

/** The whole conversation as this viewer sees it: participants sorted by user id. */
export const conversationView = (world: World, viewer: Caller, conversation: Conversation) => {
  const participants = byUserId(world, conversation)
  const { conversationId, createdAt, codeId, randomId } = conversation
  return {
    type: 'conversation',
    conversation_id: conversationId,
    creator_id: conversation.creatorId,
    category: conversation.category,
    name: conversation.name,
    icon_url: conversation.iconUrl,
    announcement: conversation.announcement,
    created_at: createdAt,
    code_id: codeId,
    code_url: codeUrl(codeId),
    mute_until: conversation.muteUntil.get(viewer.userId) ?? yearBefore(createdAt),
    expire_in: conversation.expireIn,
    ...(randomId === null ? {} : { random_id: randomId }),
    participants: participants.map(([userId, participant]) => ({
      type: 'participant',
      user_id: userId,
      role: participant.role,
      created_at: participant.createdAt,
    })),
    ...(conversation.listsSessions
      ? {
          participant_sessions: sessionViews(
            world,
            participants.map(([userId]) => userId),
          ),
        }
      : {}),
    circles: circleItemViews(world, viewer.userId, conversationId),
  }
}
