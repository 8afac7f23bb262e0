import type { MixinAccountResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { noteStale } from './staleness.ts'

export const MixinAccount: MixinAccountResolvers = {
  circles(_, __, context, info) {
    const { circles } = context.datasources.get('mixin')
    return mapMaybe(noteStale(circles.all(), context, info), (all) => all ?? [])
  },
}
