import type { ConversationResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { pageOfList } from './connection.ts'
import { requireRange } from './page-range.ts'
import { findByName, searchTextOf } from './participant-search.ts'
import { loadUser } from './reference.ts'

export const Conversation: ConversationResolvers = {
  creator: (conversation, _, context, info) => loadUser(conversation.creator, context, info),

  participants(conversation, { first, last, after, before, role, search }, context, info) {
    const { conversations } = context.datasources.open(conversation.network)
    const { memberCount } = conversation
    const text = searchTextOf(search)
    return pageOfList({
      list: JSON.stringify([conversation.id, role ?? null, ...(text === undefined ? [] : [text])]),
      ...requireRange({ first, last }, 50, info),
      after,
      before,
      keyOf: ({ user }) => user.upstreamId,
      load: () =>
        mapMaybe(conversations.participants(conversation), (all) => {
          const some = role ? all.filter((participant) => participant.role === role) : all
          return text === undefined ? some : findByName(some, text, context, info)
        }),
      total: role || text !== undefined || typeof memberCount !== 'number' ? undefined : () => memberCount,
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
