import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { ParticipantModel } from '../datasources/types.ts'
import type { ConversationConnectionResolvers, ParticipantConnectionResolvers } from '../generated/schema.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import type { Slice } from './connection.ts'
import { isIdOnly } from './reference.ts'
import { type PageField, selectedOfPeople } from './selection.ts'
import { loadAhead } from './load-users.ts'

const nodesOf = <Item>({ nodes }: Slice<Item>): readonly Item[] => nodes

/**
 * Waits for the users of a page, and for those who made their apps, where the document selects more of them than
 * their ids. Each list of them comes with one promise; every place then finds its own at once, and says there what
 * is wrong with it.
 */
const withPeople = <Item>(
  items: readonly Item[],
  participants: readonly ParticipantModel[],
  field: PageField,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<readonly Item[]> => {
  const fields = selectedOfPeople(info, 'users', field, context)
  if (isIdOnly(fields)) return items
  const ofCreators = selectedOfPeople(info, 'creators', field, context)
  const users = loadAhead(
    participants.map(({ user }) => user),
    context,
    fields,
  )
  return mapMaybe(users, (loaded) => {
    if (isIdOnly(ofCreators)) return items
    const creators = loaded.flatMap((user) => (user instanceof Error ? [] : (user?.app?.creator ?? [])))
    return mapMaybe(loadAhead(creators, context, ofCreators), () => items)
  })
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
    mapMaybe(page.slice(), ({ nodes }) => withPeople(nodes, nodes, 'nodes', context, info)),
  edges: (page, _, context, info) =>
    mapMaybe(page.slice(), ({ nodes, edges }) => withPeople(edges(), nodes, 'edges', context, info)),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}

export const ConversationConnection: ConversationConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), nodesOf),
  edges: (page) => mapMaybe(page.slice(), ({ edges }) => edges()),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}
