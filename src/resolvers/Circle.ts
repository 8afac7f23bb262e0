import type { CirclePayloadResolvers, CircleResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { circlesOf } from './circles.ts'
import { pageOfList, requirePageSize } from './connection.ts'
import { selectedFields } from './selection.ts'
import { noteStale } from './staleness.ts'

export const Circle: CircleResolvers = {
  /** Within a conversation, circles have no names. */
  name(circle, _, context, info) {
    if (circle.name !== undefined) return circle.name
    const { circles } = context.datasources.open(circle.network)
    const loaded = noteStale(circles?.load(circle.circleId) ?? null, context, info)
    return mapMaybe(loaded, (found) => found?.name ?? null)
  },

  conversations: (circle, { first, after }, context, info) =>
    pageOfList({
      list: JSON.stringify(['circle', circle.id]),
      size: requirePageSize(first, 50),
      after,
      keyOf: ({ upstreamId }) => upstreamId,
      load() {
        const circles = circlesOf(context.datasources.open(circle.network))
        const contents = noteStale(circles.conversations(circle.circleId), context, info)
        return mapMaybe(contents, (found) => found ?? [])
      },
    }),
}

/** What a reference has. */
const FIELDS_OF_REFERENCE: ReadonlySet<string> = new Set(['__typename', 'id', 'circleId', 'conversations'])

export const CirclePayload: CirclePayloadResolvers = {
  circle({ circle }, _, context, info) {
    if (!circle || circle.name !== undefined || isReferenceEnough(selectedFields(info, 'Circle', context)))
      return circle ?? null
    const { circles } = context.datasources.open(circle.network)
    return noteStale(circles?.load(circle.circleId) ?? null, context, info)
  },
}

/** Whether nothing else is selected. */
const isReferenceEnough = (fields: ReadonlySet<string>): boolean =>
  [...fields].every((field) => FIELDS_OF_REFERENCE.has(field))
