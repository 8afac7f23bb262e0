import type { GatewayContext } from '../context.ts'
import type { ConversationModel } from '../datasources/types.ts'
import type { ConversationResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { pageOfList, requirePageSize } from './connection.ts'
import { loadUser } from './reference.ts'

/** A field that lists may leave out. It is then loaded with the whole conversation, where the network can. */
const detail =
  <Field extends 'bulletin' | 'isMemberProtected'>(field: Field) =>
  (conversation: ConversationModel, _: unknown, { datasources }: GatewayContext) => {
    if (conversation[field] !== undefined) return conversation[field]
    const { conversations } = datasources.open(conversation.network)
    return mapMaybe(conversations.details?.(conversation) ?? null, (whole) => whole?.[field] ?? null)
  }

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

  bulletin: detail('bulletin'),
  isMemberProtected: detail('isMemberProtected'),
}
