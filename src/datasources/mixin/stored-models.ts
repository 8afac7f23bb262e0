import { isObject } from '../../json.ts'
import { createModelDecoders } from '../loading/model-schemas.ts'
import { normalizeUuid } from './ids.ts'

/** Whom a limited lookup found; the user itself is among the users then. */
export interface FoundUser {
  readonly userId: string
}

/** What comes back from a shared store, checked. Accounts are never put there: they hold PIN tokens. */
export const { user: decodeUser, conversation: decodeConversation } = createModelDecoders('mixin')

export const decodeFoundUser = (value: unknown): FoundUser | undefined => {
  const text = isObject(value) ? value['userId'] : undefined
  const userId = typeof text === 'string' ? normalizeUuid(text) : undefined
  return userId === undefined ? undefined : { userId }
}
