import { asObject, requiredText } from '../../upstream/json-readers.ts'
import { isNothing, rowsWithin } from '../../upstream/rows.ts'
import type { ChangedConversation, WaitingParticipantModel } from '../types.ts'
import { number, text } from './fields.ts'
import { groupReference, userReference } from './mapping.ts'

/** A group after a change, of which SealTalk says nothing. */
export const changedGroup = (
  groupId: string,
  waiting: readonly WaitingParticipantModel[] = [],
): ChangedConversation => ({ conversation: groupReference(groupId), isReference: true, waiting })

/** What became of a user who was added to a group. */
const MEMBER = 1
const WAITS_FOR = new Map<number | null, WaitingParticipantModel['waitsFor']>([
  [2, 'ADMIN'],
  [3, 'USER'],
])

interface AddedUser {
  readonly userId: string | null
  readonly status: number | null
}

const toAddedUser = (row: unknown): AddedUser | null => {
  if (isNothing(row, 'id')) return null
  const user = asObject(row, 'user')
  return { userId: text(user, 'id'), status: number(user, 'status') }
}

/** Those of `userStatus` who are no members yet. The change took effect, so what cannot be read of it is left out. */
export const toWaiting = (value: unknown): readonly WaitingParticipantModel[] =>
  (rowsWithin(value, toAddedUser) ?? []).flatMap(({ userId, status }) =>
    userId === null || status === MEMBER
      ? []
      : [{ user: userReference(userId), waitsFor: WAITS_FOR.get(status) ?? null }],
  )

export interface CreatedGroup {
  readonly groupId: string
  readonly waiting: readonly WaitingParticipantModel[]
}

/** `POST /group/create`. */
export const toCreatedGroup = (value: unknown): CreatedGroup => {
  const group = asObject(value, 'new group')
  return { groupId: requiredText(group, 'id'), waiting: toWaiting(group['userStatus']) }
}
