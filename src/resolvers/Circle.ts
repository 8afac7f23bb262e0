import type { CircleResolvers } from '../generated/schema.ts'
import { noteStale } from './staleness.ts'

export const Circle: CircleResolvers = {
  async name({ network, circleId }, _, context, info) {
    const { conversations } = context.datasources.open(network)
    const names = await noteStale(conversations.circleNames?.() ?? null, context, info)
    return names?.get(circleId) ?? null
  },
}
