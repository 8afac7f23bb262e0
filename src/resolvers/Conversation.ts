import type { ConversationResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { pageOfList, requirePageSize } from './connection.ts'
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

  bulletin: (conversation, _, { datasources }) =>
    datasources.open(conversation.network).conversations.bulletin?.(conversation) ?? null,

  // Lists may leave it out. It is then loaded with the whole conversation, where the network can.
  isMemberProtected(conversation, _, { datasources }) {
    if (conversation.isMemberProtected !== undefined) return conversation.isMemberProtected
    const { conversations } = datasources.open(conversation.network)
    return mapMaybe(
      conversations.details?.(conversation) ?? null,
      (whole) => whole?.isMemberProtected ?? null,
    )
  },
}
