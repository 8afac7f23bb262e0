import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { ConversationModel } from '../datasources/types.ts'
import type { ConversationResolvers } from '../generated/schema.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import { pageOfList } from './connection.ts'
import { requireRange } from './page-range.ts'
import { findByName, searchTextOf } from './participant-search.ts'
import { loadUser } from './reference.ts'
import { rightsIn } from './rights.ts'
import { noteStale } from './staleness.ts'

/** The notice to all members, where the network keeps it apart from the conversation. */
const bulletinOf = (
  conversation: ConversationModel,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<string | null> => {
  const { conversations } = context.datasources.open(conversation.network)
  const bulletin = noteStale(conversations.bulletin?.(conversation) ?? null, context, info)
  return mapMaybe(bulletin, (found) => found?.content ?? null)
}

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

  viewerCan: (conversation, _, { datasources }) =>
    rightsIn(datasources.open(conversation.network), conversation),

  announcement: (conversation, _, context, info) =>
    conversation.announcement === undefined
      ? bulletinOf(conversation, context, info)
      : conversation.announcement,

  bulletin: (conversation, _, context, info) => bulletinOf(conversation, context, info),

  isFavorite(conversation, _, { datasources }) {
    if (conversation.isFavorite !== undefined) return conversation.isFavorite
    return datasources.open(conversation.network).conversations.isFavorite?.(conversation) ?? null
  },

  viewerDisplayName: (conversation, _, { datasources }) =>
    datasources.open(conversation.network).conversations.viewerDisplayName?.(conversation) ?? null,

  // Lists may leave it out. It is then loaded with the whole conversation, where the network can.
  isMemberProtected(conversation, _, context, info) {
    if (conversation.isMemberProtected !== undefined) return conversation.isMemberProtected
    const { conversations } = context.datasources.open(conversation.network)
    const details = noteStale(conversations.details?.(conversation) ?? null, context, info)
    return mapMaybe(details, (whole) => whole?.isMemberProtected ?? null)
  },
}
