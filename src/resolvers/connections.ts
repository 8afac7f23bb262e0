import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { ParticipantModel } from '../datasources/types.ts'
import type {
  ConversationConnectionResolvers,
  ConversationEdgeResolvers,
  ParticipantConnectionResolvers,
  UserConnectionResolvers,
} from '../generated/schema.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import type { Slice } from './connection.ts'
import { isIdOnly, loadListedConversation } from './reference.ts'
import { type PageField, selectedOfUsers } from './selection.ts'
import { preloadUsers } from './load-users.ts'

/**
 * Returns the items of a page once its users, and the creators of their apps, are in the request's loader, as far
 * as the document selects more than their ids. One promise for all users costs less than one for each participant.
 */
const withUsers = <Item>(
  items: readonly Item[],
  participants: readonly ParticipantModel[],
  field: PageField,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<readonly Item[]> => {
  const fields = selectedOfUsers(info, 'users', field, context)
  if (isIdOnly(fields)) return items
  const references = participants.map(({ user }) => user)
  return mapMaybe(preloadUsers(references, context, fields), (users) => {
    const creatorFields = selectedOfUsers(info, 'creators', field, context)
    if (isIdOnly(creatorFields)) return items
    const creators = users.flatMap((user) => (user instanceof Error ? [] : (user?.app?.creator ?? [])))
    return mapMaybe(preloadUsers(creators, context, creatorFields), () => items)
  })
}

const pageInfo = ({ edges, hasNextPage, hasPreviousPage, endCursor }: Slice<unknown>) => {
  const all = edges()
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: all[0]?.cursor() ?? null,
    endCursor: endCursor?.() ?? all.at(-1)?.cursor() ?? null,
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
  nodes: (page, _, context, info) =>
    mapMaybe(page.slice(), ({ nodes }) =>
      nodes.map((node, index) => loadListedConversation(node, context, info, index)),
    ),
  edges: (page) => mapMaybe(page.slice(), ({ edges }) => edges()),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}

export const ConversationEdge: ConversationEdgeResolvers = {
  node: ({ node }, _, context, info) => loadListedConversation(node, context, info),
}

export const UserConnection: UserConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), ({ nodes }) => nodes),
  edges: (page) => mapMaybe(page.slice(), ({ edges }) => edges()),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}
