import { noteStale } from './staleness.ts'
import type { ViewerResolvers } from '../generated/schema.ts'

/** Each network's half loads by itself. */
export const Viewer: ViewerResolvers = {
  mixin: (_, __, context, info) =>
    noteStale(context.datasources.find('mixin')?.account.viewer() ?? null, context, info),
  sealtalk: (_, __, { datasources }) => datasources.find('sealtalk')?.account.viewer() ?? null,
}
