import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { AppModel, CircleModel, ConversationModel, UserModel } from '../datasources/types.ts'
import { type ArgumentPath, badUserInput, toError } from '../errors.ts'
import type { QueryResolvers } from '../generated/schema.ts'
import { networkNames } from '../global-id.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { openNode } from './node-id.ts'
import { selectedFields } from './selection.ts'
import { noteStale, noteStaleEach } from './staleness.ts'
import { findUser, lookupsEnd } from './user-lookup.ts'
import { loadUsersById, userKeyOf, userKeyOfId } from './load-users.ts'

/** Most ids in one list argument. */
export const MAX_LOOKUPS = 500

const loadNode = (
  id: string,
  place: ArgumentPath,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<UserModel | AppModel | ConversationModel | CircleModel | null> => {
  const { source, kind, upstreamId } = openNode(context, id, undefined, { place })
  if (kind === 'app') return source.apps?.load(upstreamId) ?? null
  if (kind === 'circle') return source.circles?.load(upstreamId) ?? null
  return kind === 'user'
    ? source.users.load(upstreamId, selectedFields(info, 'User', context))
    : source.conversations.load(upstreamId, selectedFields(info, 'Conversation', context))
}

const requireLookups = (count: number, argument: string, { fieldName }: GraphQLResolveInfo): void => {
  if (count <= MAX_LOOKUPS) return
  const message = `${fieldName}: takes at most ${MAX_LOOKUPS} items; send the rest in another request.`
  throw badUserInput(message, [argument])
}

/** A list whose items are loaded one by one. The error of an item appears at its own place. */
const loadEach = <Item, Model extends object>(
  items: readonly Item[],
  load: (item: Item, index: number) => MaybePromise<Model | null>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): (MaybePromise<Model | null> | Error)[] =>
  items.map((item, index) => {
    try {
      return noteStale(load(item, index), context, info, index)
    } catch (error) {
      // Executors take an error as one that was thrown, and sooner than a promise.
      return toError(error)
    }
  })

export const Query: QueryResolvers = {
  node: (_, { id }, context, info) => noteStale(loadNode(id, ['id'], context, info), context, info),
  nodes(_, { ids }, context, info) {
    requireLookups(ids.length, 'ids', info)
    const users = loadUsersById(ids.map(userKeyOfId), context, selectedFields(info, 'User', context))
    return users
      ? noteStaleEach(users, context, info)
      : loadEach(ids, (id, index) => loadNode(id, ['ids', index], context, info), context, info)
  },
  viewer: () => ({}),
  networks(_, __, { datasources }) {
    const configured = new Set(datasources.all().map(({ network }) => network))
    return networkNames.map((network) => ({
      network,
      isConfigured: configured.has(network),
      features: [...datasources.features(network)],
    }))
  },
  user(_, { by }, context, info) {
    return noteStale(findUser(by, ['by'], context, selectedFields(info, 'User', context)), context, info)
  },
  users(_, { by }, context, info) {
    requireLookups(by.length, 'by', info)
    const fields = selectedFields(info, 'User', context)
    const users = loadUsersById(by.map(userKeyOf), context, fields)
    return users
      ? noteStaleEach(users, context, info)
      : loadEach(by, (one, index) => findUser(one, ['by', index], context, fields), context, info)
  },
  app(_, { id }, context, info) {
    const { source, upstreamId } = openNode(context, id, ['app'])
    return noteStale(source.apps?.load(upstreamId) ?? null, context, info)
  },
  conversation(_, { id }, context, info) {
    const { source, upstreamId } = openNode(context, id, ['conversation'])
    const fields = selectedFields(info, 'Conversation', context)
    return noteStale(source.conversations.load(upstreamId, fields), context, info)
  },
  conversationByCode(_, { code }, context, info) {
    const source = context.datasources.get('mixin')
    source.authorize('read')
    return noteStale(source.conversations.preview(code), context, info)
  },
  regions: (_, __, { datasources }) => datasources.get('sealtalk').verification.regions(),
  isPhoneAvailable: (_, { phone }, { datasources }) =>
    datasources.get('sealtalk').verification.isPhoneAvailable(phone),
  captcha: (_, __, { datasources }) => datasources.get('sealtalk').verification.captcha(),
  async budgets(_, __, context) {
    const { datasources, incoming } = context
    incoming.cacheDependencies?.noStore()
    await lookupsEnd(context)
    return datasources.all().flatMap((source) => source.budgets())
  },
}
