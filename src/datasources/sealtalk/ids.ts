import { badUserInput } from '../../errors.ts'
import { endpoints } from './endpoints.ts'

const ID = /^[A-Za-z0-9]{1,32}$/

/** Not usable as ids: in `/user/:id` they would address other endpoints. */
const RESERVED: ReadonlySet<string> = new Set(
  Object.values(endpoints).flatMap(({ template }) => /^\/user\/(\w+)$/.exec(template)?.[1] ?? []),
)

/** The id, unchanged; undefined if it cannot be one. Users and groups have ids of the same form. */
export const normalizeId = (id: string): string | undefined =>
  ID.test(id) && !RESERVED.has(id) ? id : undefined

/** @param argument its name, for the error */
export const requireId = (id: string, argument: string): string => {
  const normalized = normalizeId(id)
  if (normalized === undefined) {
    throw badUserInput(
      `${argument}: expected a SealTalk id of 1 to 32 letters and digits.`,
      [argument],
      'sealtalk',
    )
  }
  return normalized
}
