import type { ViewerResolvers } from '../generated/schema.ts'

/** The viewer's halves are asked for one by one. */
export type ViewerSource = Record<string, never>

export const Viewer: ViewerResolvers = {
  mixin: (_, __, { datasources }) => datasources.find('mixin')?.account.viewer() ?? null,
  sealtalk: (_, __, { datasources }) => datasources.find('sealtalk')?.account.viewer() ?? null,
}
