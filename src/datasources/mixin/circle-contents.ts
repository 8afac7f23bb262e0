import type { CallContext } from '../../request/request.ts'
import type { ConversationModel } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { toCirclePage } from './mapping.ts'

/** Rows of a page, the most that Mixin sends. @see docs/networks/mixin.md#circles */
const PAGE_ROWS = 500

/** Pages of a circle that are read. */
export const MAX_CIRCLE_PAGES = 2

/**
 * Everything in a circle, by ids, in Mixin's order. Pages begin at times, and a server may repeat the rows of that
 * time: each conversation is taken once.
 */
export const readCircleContents = async (
  client: MixinClient,
  circleId: string,
  credential: Usable,
  context: CallContext,
): Promise<readonly ConversationModel[]> => {
  const found = new Map<string, ConversationModel>()
  const call = { context, credential, decode: toCirclePage }
  let page = await client.call(endpoints.readCircle, { ...call, parameters: { id: circleId } })
  for (let pages = 1; ; pages += 1) {
    const before = found.size
    for (const conversation of page.conversations) found.set(conversation.upstreamId, conversation)
    const isLast = page.size < PAGE_ROWS || page.end === null || found.size === before
    if (isLast || pages === MAX_CIRCLE_PAGES) return [...found.values()]
    const parameters = { id: circleId, time: page.end ?? '' }
    page = await client.call(endpoints.readMoreOfCircle, { ...call, parameters })
  }
}
