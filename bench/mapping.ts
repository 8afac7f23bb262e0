import type { MixinApp, MixinConversation, MixinParticipant, MixinUser } from './world.ts'

/** Maps Mixin's JSON to what the bench's documents select. The peers, L3 and the expected responses all use it. */

const orNull = (text: string): string | null => (text === '' ? null : text)

export const toUser = (user: MixinUser) => ({
  id: `mixin:user:${user.user_id}`,
  name: orNull(user.full_name),
  avatarUrl: orNull(user.avatar_url),
  identityNumber: user.identity_number,
  biography: orNull(user.biography),
  isVerified: user.is_verified,
  createdAt: user.created_at,
})

export const toApp = (app: MixinApp) => ({
  id: `mixin:app:${app.app_id}`,
  appNumber: app.app_number,
  name: orNull(app.name),
  description: orNull(app.description),
  iconUrl: orNull(app.icon_url),
  homeUri: orNull(app.home_uri),
  category: orNull(app.category),
})

export const toCreator = (user: MixinUser) => ({
  id: `mixin:user:${user.user_id}`,
  name: orNull(user.full_name),
  avatarUrl: orNull(user.avatar_url),
  identityNumber: user.identity_number,
})

export const toParticipant = (participant: MixinParticipant) => ({
  role: participant.role === '' ? 'MEMBER' : participant.role,
  createdAt: participant.created_at,
})

export const toConversation = (conversation: MixinConversation) => ({
  id: `mixin:conversation:${conversation.conversation_id}`,
  name: orNull(conversation.name),
  category: conversation.category,
  announcement: orNull(conversation.announcement),
  createdAt: conversation.created_at,
})

/** The whole group as the document `Group` selects it. */
export const toGroup = (
  conversation: MixinConversation,
  first: number,
  find: (userId: string) => MixinUser | undefined,
) => ({
  ...toConversation(conversation),
  participants: {
    totalCount: conversation.participants.length,
    nodes: conversation.participants.slice(0, first).map((participant) => {
      const user = find(participant.user_id)
      const creator = user?.app && find(user.app.creator_id)
      return {
        ...toParticipant(participant),
        user: user
          ? {
              ...toUser(user),
              app: user.app ? { ...toApp(user.app), creator: creator ? toCreator(creator) : null } : null,
            }
          : null,
      }
    }),
  },
})
