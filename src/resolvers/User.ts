import type { UserResolvers } from '../generated/schema.ts'

export const User: UserResolvers = {
  conversation: (user, _, { datasources }) =>
    datasources.open(user.network).conversations.withUser?.(user.upstreamId) ?? null,
}
