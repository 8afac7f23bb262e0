import type { UserResolvers } from '../generated/schema.ts'
import { contactsOf, rightsOn } from './contacts.ts'
import { noteStale } from './staleness.ts'

export const User: UserResolvers = {
  conversation(user, _, context, info) {
    const { conversations } = context.datasources.open(user.network)
    return noteStale(conversations.withUser?.(user.upstreamId) ?? null, context, info)
  },
  contact: (user, _, context, info) => noteStale(contactsOf(context, user.network).of(user), context, info),
  isBlocked: (user, _, context) => contactsOf(context, user.network).isBlocked(user),
  viewerCan: (user, _, context) => rightsOn(user, context),
}
