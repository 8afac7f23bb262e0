import { isObject } from '../../json.ts'
import { asObject } from '../../upstream/json-readers.ts'
import { isNothing, rowsOf } from '../../upstream/rows.ts'
import type { UserModel } from '../types.ts'
import { type FriendStatus, toFriendStatus } from './changes.ts'
import { escapedText } from './escaped-text.ts'
import { number, text } from './fields.ts'
import { toUser } from './mapping.ts'

/** A friendship of the account, in any state. */
export interface FriendshipModel {
  readonly user: UserModel
  /** Null for a state that the gateway does not know. */
  readonly status: FriendStatus | null
  /** Name that the account gives this friend. */
  readonly displayName: string | null
  /** What the other wrote with a request. */
  readonly message: string | null
  /** When it changed last, in milliseconds since 1970. */
  readonly changedAt: number | null
}

const toFriendship = (value: unknown, asOf: string): FriendshipModel | null => {
  const user = isObject(value) && 'user' in value ? value['user'] : value
  if (isNothing(user, 'id')) return null
  const row = asObject(value, 'friend')
  const date = Date.parse(text(row, 'updatedAt') ?? '')
  return {
    user: toUser(user, asOf),
    status: toFriendStatus(row),
    displayName: escapedText(row, 'displayName'),
    message: escapedText(row, 'message'),
    changedAt: number(row, 'updatedTime') ?? (Number.isNaN(date) ? null : date),
  }
}

/** `GET /friendship/all`: friendships of all states. @see docs/networks/sealtalk.md#values */
export const toFriendships = (value: unknown, asOf: string): readonly FriendshipModel[] =>
  rowsOf(value, 'friends', (row) => toFriendship(row, asOf))
