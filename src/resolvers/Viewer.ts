import { noteStale } from './staleness.ts'
import type { ViewerResolvers } from '../generated/schema.ts'

/** The viewer's halves are asked for one by one. */
export type ViewerSource = Record<string, never>

export const Viewer: ViewerResolvers = {
  mixin: (_, __, context, info) =>
    noteStale(context.datasources.find('mixin')?.account.viewer() ?? null, context, info),
  sealtalk: (_, __, { datasources }) => datasources.find('sealtalk')?.account.viewer() ?? null,
}
