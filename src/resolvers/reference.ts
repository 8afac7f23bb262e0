import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { ConversationModel, UserModel } from '../datasources/types.ts'
import { isGatewayError } from '../errors.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { noteStale } from './staleness.ts'
import { selectedFields } from './selection.ts'

const ID_FIELDS: ReadonlySet<string> = new Set(['id', 'upstreamId', 'network', '__typename'])

/** By selection, which all items of a list share. */
const idOnly = new WeakMap<ReadonlySet<string>, boolean>()

export const isIdOnly = (fields: ReadonlySet<string>): boolean => {
  const known = idOnly.get(fields)
  if (known !== undefined) return known
  const found = [...fields].every((field) => ID_FIELDS.has(field))
  idOnly.set(fields, found)
  return found
}

/** The user behind a reference: the reference itself where only ids are selected, else loaded. */
export const loadUser = (
  reference: UserModel | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<UserModel | null> => {
  if (!reference) return null
  const fields = selectedFields(info, 'User', context)
  if (isIdOnly(fields)) return reference
  const { users } = context.datasources.open(reference.network)
  return noteStale(users.load(reference.upstreamId, fields), context, info)
}

/** The conversation behind a reference, likewise. */
export const loadConversation = (
  reference: ConversationModel | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<ConversationModel | null> => {
  if (!reference) return null
  const fields = selectedFields(info, 'Conversation', context)
  if (isIdOnly(fields)) return reference
  const { conversations } = context.datasources.open(reference.network)
  return noteStale(conversations.load(reference.upstreamId, fields), context, info)
}

/** Whether somebody has said that the viewer may not see it, or that it is not there. */
const isOutOfSight = (error: unknown): boolean =>
  isGatewayError(error) && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')

/**
 * A conversation of a list that may have its ids only: then it is loaded where more is selected. What the viewer may
 * not see any more, or what does not exist yet, stays a reference, since its list goes on.
 * @param index position in the list that the resolver returns, if it returns one
 */
export const loadListedConversation = (
  listed: ConversationModel,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  index?: number,
): MaybePromise<ConversationModel> => {
  const fields = selectedFields(info, 'Conversation', context)
  if (listed.category !== undefined || isIdOnly(fields)) return listed
  const { conversations } = context.datasources.open(listed.network)
  const orListed = (error: unknown): ConversationModel => {
    if (isOutOfSight(error)) return listed
    throw error
  }
  try {
    const loaded = noteStale(conversations.load(listed.upstreamId, fields), context, info, index)
    return loaded instanceof Promise
      ? loaded.then((conversation) => conversation ?? listed, orListed)
      : (loaded ?? listed)
  } catch (error) {
    return orListed(error)
  }
}
