import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { AppModel, ConversationModel, UserModel } from '../datasources/types.ts'
import { badUserInput, toError } from '../errors.ts'
import type { QueryResolvers } from '../generated/schema.ts'
import { openNode } from './node-id.ts'
import { selectedFields } from './selection.ts'
import { findUser } from './user-lookup.ts'

/** Things that one list argument may name. */
const MAX_LOOKUPS = 500

const loadNode = async (
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<UserModel | AppModel | ConversationModel | null> => {
  const { source, kind, upstreamId } = openNode(context, id)
  if (kind === 'app') return source.apps?.load(upstreamId) ?? null
  return kind === 'user'
    ? source.users.load(upstreamId, selectedFields(info, 'User', context))
    : source.conversations.load(upstreamId, selectedFields(info, 'Conversation', context))
}

/** One item's failure is an error at its own place of the list. */
const settleEach = <Item, Result>(
  argument: string,
  items: readonly Item[],
  load: (item: Item) => Promise<Result>,
): Promise<Result | Error>[] => {
  if (items.length > MAX_LOOKUPS) throw badUserInput(`${argument}: expected at most ${MAX_LOOKUPS}.`)
  return items.map((item) => load(item).catch(toError))
}

export const Query: QueryResolvers = {
  node: (_, { id }, context, info) => loadNode(id, context, info),
  nodes: (_, { ids }, context, info) =>
    Promise.all(settleEach('ids', ids, (id) => loadNode(id, context, info))) as Promise<(UserModel | null)[]>,
  viewer: () => ({}),
  user: (_, { by }, context, info) => findUser(by, context, selectedFields(info, 'User', context)),
  users(_, { by }, context, info) {
    const fields = selectedFields(info, 'User', context)
    return Promise.all(settleEach('by', by, (one) => findUser(one, context, fields))) as Promise<
      (UserModel | null)[]
    >
  },
  app(_, { id }, context) {
    const { source, upstreamId } = openNode(context, id, ['app'])
    return source.apps?.load(upstreamId) ?? null
  },
  conversation(_, { id }, context, info) {
    const { source, upstreamId } = openNode(context, id, ['conversation'])
    return source.conversations.load(upstreamId, selectedFields(info, 'Conversation', context))
  },
}
