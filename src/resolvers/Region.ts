import type { RegionResolvers } from '../generated/schema.ts'

export const Region: RegionResolvers = {
  // A place without a name in one language is shown by its name in the other.
  name: ({ code, names }, { locale }) => names[locale] ?? names.EN ?? names.ZH ?? code,
}
