import type { RegionResolvers } from '../generated/schema.ts'

export const Region: RegionResolvers = {
  // A place that has no name in one language is told in the other.
  name: ({ code, names }, { locale }) => names[locale] ?? names.EN ?? names.ZH ?? code,
}
