import { createHash } from 'node:crypto'
import { formatUuid } from '../seed.ts'

/** The id that two texts give in any order: MD5 of both sorted, printed as a version-3 UUID. */
export const contactConversationId = (one: string, other: string): string =>
  formatUuid(createHash('md5').update([one, other].sort().join('')).digest(), 3)

/** The id of a group with a `random_id`: the rule above over owner, name, random id, sorted members. */
export const groupConversationId = (
  ownerId: string,
  name: string,
  randomId: string,
  memberIds: readonly string[],
): string =>
  [name, randomId, ...memberIds.toSorted()].reduce((id, part) => contactConversationId(id, part), ownerId)
