import type { JsonObject } from '../../json.ts'
import { text } from './fields.ts'

/** What the server writes into names before it stores them. It leaves `&` as it is. */
const CHARACTERS = { '&lt;': '<', '&gt;': '>' } as const

/**
 * Text that people wrote: a name, or a bulletin. The server stores `<` and `>` as `&lt;` and `&gt;`, which is undone
 * here; any other entity is what somebody typed. Null if absent or empty.
 */
export const escapedText = (from: JsonObject, key: string): string | null =>
  text(from, key)?.replaceAll(/&[lg]t;/g, (entity) => CHARACTERS[entity as keyof typeof CHARACTERS]) ?? null
