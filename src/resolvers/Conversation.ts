import type { ConversationResolvers } from '../generated/schema.ts'
import { mapMaybe, pageOfList, requirePageSize } from './connection.ts'
import { loadUser } from './reference.ts'

export const Conversation: ConversationResolvers = {
  creator: (conversation, _, context, info) => loadUser(conversation.creator, context, info),

  participants(conversation, { first, after, role }, { datasources }) {
    const { conversations } = datasources.open(conversation.network)
    const { memberCount } = conversation
    return pageOfList({
      list: JSON.stringify([conversation.id, role ?? null]),
      first: requirePageSize(first, 50),
      after,
      keyOf: ({ user }) => user.upstreamId,
      load: () =>
        mapMaybe(conversations.participants(conversation), (all) =>
          role ? all.filter((participant) => participant.role === role) : all,
        ),
      total: role || typeof memberCount !== 'number' ? undefined : () => memberCount,
    })
  },

  viewerRole: (conversation, _, { datasources }) =>
    conversation.viewerRole ?? datasources.open(conversation.network).conversations.viewerRole(conversation),
}
