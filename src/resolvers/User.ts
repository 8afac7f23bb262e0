import type { UserResolvers } from '../generated/schema.ts'
import { noteStale } from './staleness.ts'

export const User: UserResolvers = {
  conversation(user, _, context, info) {
    const { conversations } = context.datasources.open(user.network)
    return noteStale(conversations.withUser?.(user.upstreamId) ?? null, context, info)
  },
}
