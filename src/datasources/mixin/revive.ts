import { isObject } from '../../http/json.ts'
import { createRevival } from '../revive.ts'
import { normalizeUuid } from './ids.ts'
import type { FoundUser } from './reads.ts'

/** What comes back from a shared store, checked. Accounts are never put there: they hold PIN tokens. */
export const { user: reviveUser, conversation: reviveConversation } = createRevival('mixin')

/** Whom a limited lookup found. */
export const reviveFoundUser = (value: unknown): FoundUser | undefined => {
  const text = isObject(value) ? value['userId'] : undefined
  const userId = typeof text === 'string' ? normalizeUuid(text) : undefined
  return userId === undefined ? undefined : { userId }
}
