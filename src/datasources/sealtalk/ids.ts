import { badUserInput } from '../../errors.ts'
import { endpoints } from './endpoints.ts'

const ID = /^[A-Za-z0-9]{1,32}$/

/** Words that `/user/:id` would never see as an id: asked for as one, they would be another call. */
const TAKEN: ReadonlySet<string> = new Set(
  Object.values(endpoints).flatMap(({ template }) => /^\/user\/(\w+)$/.exec(template)?.[1] ?? []),
)

/** The id as it is, case kept; undefined for what can be none. Users and groups have ids of the same form. */
export const normalizeId = (id: string): string | undefined =>
  ID.test(id) && !TAKEN.has(id) ? id : undefined

/** `what` names the argument in the error. */
export const requireId = (id: string, what: string): string => {
  const normalized = normalizeId(id)
  if (normalized === undefined) {
    throw badUserInput(`${what}: expected 1 to 32 letters and digits, as SealTalk’s ids are.`, 'sealtalk')
  }
  return normalized
}
