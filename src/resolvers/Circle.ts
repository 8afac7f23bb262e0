import type { CircleResolvers } from '../generated/schema.ts'

export const Circle: CircleResolvers = {
  name: async ({ network, circleId }, _, { datasources }) =>
    (await datasources.open(network).conversations.circleNames?.())?.get(circleId) ?? null,
}
