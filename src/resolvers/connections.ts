import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { ParticipantModel } from '../datasources/types.ts'
import type { ConversationConnectionResolvers, ParticipantConnectionResolvers } from '../generated/schema.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import type { Slice } from './connection.ts'
import { isIdOnly } from './reference.ts'
import { selectedOfUsersBelow, type USERS_BELOW } from './selection.ts'
import { loadAhead } from './users-together.ts'

const nodesOf = <Item>({ nodes }: Slice<Item>): readonly Item[] => nodes

/**
 * Waits for the users of a page where the document selects more of them than their ids. All come with one promise;
 * each place then finds its own at once, and says there what is wrong with it.
 */
const withUsers = <Item>(
  items: readonly Item[],
  participants: readonly ParticipantModel[],
  way: keyof typeof USERS_BELOW,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<readonly Item[]> => {
  const fields = selectedOfUsersBelow(info, way, context)
  if (isIdOnly(fields)) return items
  const users = participants.map(({ user }) => user)
  return mapMaybe(loadAhead(users, context, fields), () => items)
}

const pageInfo = ({ edges, hasNextPage, hasPreviousPage }: Slice<unknown>) => {
  const all = edges()
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: all[0]?.cursor() ?? null,
    endCursor: all.at(-1)?.cursor() ?? null,
  }
}

export const ParticipantConnection: ParticipantConnectionResolvers = {
  nodes: (page, _, context, info) =>
    mapMaybe(page.slice(), ({ nodes }) => withUsers(nodes, nodes, 'nodes', context, info)),
  edges: (page, _, context, info) =>
    mapMaybe(page.slice(), ({ nodes, edges }) => withUsers(edges(), nodes, 'edges', context, info)),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}

export const ConversationConnection: ConversationConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), nodesOf),
  edges: (page) => mapMaybe(page.slice(), ({ edges }) => edges()),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}
