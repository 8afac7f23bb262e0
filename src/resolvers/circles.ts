import type { GatewayContext } from '../context.ts'
import { lacks } from '../datasources/rights.ts'
import type { CircleSource, MessengerDataSource } from '../datasources/types.ts'
import { badUserInput } from '../errors.ts'
import { conversationIdOf, openNode } from './node-id.ts'

/** Most conversations of one write, as many as users. */
const MAX_CONVERSATIONS = 1_024

/** The network's circles; throws UNSUPPORTED where it has none. */
export const circlesOf = (source: MessengerDataSource): CircleSource => {
  const { circles } = source
  if (!circles) throw lacks(source.network, 'CIRCLES')
  return circles
}

/** Opens a circle to change it. */
export const openCircle = (context: GatewayContext, id: string) => {
  const { source, upstreamId } = openNode(context, id, ['circle'], { access: 'write' })
  return { source, circles: circlesOf(source), circleId: upstreamId }
}

/**
 * The upstream ids of `conversationIds`. Throws BAD_USER_INPUT for none, too many, one that is named twice, and what is no
 * conversation of the circle's network.
 */
export const namedConversationsOf = (
  source: MessengerDataSource,
  ids: readonly string[],
): readonly string[] => {
  const refuse = (message: string, place: readonly (string | number)[] = ['conversationIds']) =>
    badUserInput(`conversationIds: ${message}`, place, source.network)
  if (ids.length === 0) throw refuse('must have at least one conversation.')
  if (ids.length > MAX_CONVERSATIONS) throw refuse(`takes at most ${MAX_CONVERSATIONS} conversations.`)
  const seen = new Set<string>()
  return ids.map((id, index) => {
    const place = ['conversationIds', index]
    const upstreamId = conversationIdOf(source, id, place)
    if (seen.has(upstreamId)) throw refuse('this conversation is named twice; send each once.', place)
    seen.add(upstreamId)
    return upstreamId
  })
}
