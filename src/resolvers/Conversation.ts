import type { ConversationResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { pageOfList } from './connection.ts'
import { requireRange } from './page-range.ts'
import { findByName, searchTextOf } from './participant-search.ts'
import { loadUser } from './reference.ts'
import { noteStale } from './staleness.ts'

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
        mapMaybe(noteStale(conversations.participants(conversation), context, info), (found) => {
          const all = found ?? []
          const some = role ? all.filter((participant) => participant.role === role) : all
          return text === undefined ? some : findByName(some, text, context, info)
        }),
      total: role || text !== undefined || typeof memberCount !== 'number' ? undefined : () => memberCount,
    })
  },

  viewerRole: (conversation, _, { datasources }) =>
    conversation.viewerRole ?? datasources.open(conversation.network).conversations.viewerRole(conversation),

  bulletin(conversation, _, context, info) {
    const { conversations } = context.datasources.open(conversation.network)
    const bulletin = noteStale(conversations.bulletin?.(conversation) ?? null, context, info)
    return mapMaybe(bulletin, (found) => found?.content ?? null)
  },

  // Lists may leave it out. It is then loaded with the whole conversation, where the network can.
  isMemberProtected(conversation, _, context, info) {
    if (conversation.isMemberProtected !== undefined) return conversation.isMemberProtected
    const { conversations } = context.datasources.open(conversation.network)
    const details = noteStale(conversations.details?.(conversation) ?? null, context, info)
    return mapMaybe(details, (whole) => whole?.isMemberProtected ?? null)
  },
}
