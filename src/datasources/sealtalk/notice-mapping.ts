import { isObject } from '../../json.ts'
import { dateTime } from '../../upstream/date-time.ts'
import { asObject, UnexpectedShape } from '../../upstream/json-readers.ts'
import { isNothing, rowsOf } from '../../upstream/rows.ts'
import type { ConversationModel, UserModel } from '../types.ts'
import { number, requiredCode } from './fields.ts'
import { groupReference, userReference } from './mapping.ts'

const KINDS = new Map<number | null, 'ASKS_ME' | 'ASKS_MANAGER'>([
  [1, 'ASKS_ME'],
  [2, 'ASKS_MANAGER'],
])
const STATES = ['IGNORED', 'AGREED', 'WAITING', 'EXPIRED'] as const

export type GroupNoticeState = (typeof STATES)[number]

/** Somebody was added to a group, and somebody has to agree first. */
export interface GroupNoticeModel {
  /** `sealtalk:notice:<id>`. */
  readonly id: string
  readonly kind: 'ASKS_ME' | 'ASKS_MANAGER'
  readonly state: GroupNoticeState
  /** Null, as the users, if it is gone, or if the server sent an id that other calls do not accept. */
  readonly conversation: ConversationModel | null
  readonly requester: UserModel | null
  readonly receiver: UserModel | null
  readonly createdAt: string | null
}

/** The thing within a row, if its id is a text: other calls do not accept raw integers. */
const referenceTo = <Model>(value: unknown, make: (id: string) => Model): Model | null => {
  const id = isObject(value) ? value['id'] : undefined
  return typeof id === 'string' && id !== '' ? make(id) : null
}

const toNotice = (row: unknown): GroupNoticeModel | null => {
  if (isNothing(row, 'id')) return null
  const notice = asObject(row, 'notice')
  const kind = KINDS.get(number(notice, 'type'))
  const state = STATES[number(notice, 'status') ?? NaN]
  if (!kind || !state) throw new UnexpectedShape('a notice has an unknown type or status')
  return {
    id: `sealtalk:notice:${requiredCode(notice, 'id')}`,
    kind,
    state,
    conversation: referenceTo(notice['group'], groupReference),
    requester: referenceTo(notice['requester'], userReference),
    receiver: referenceTo(notice['receiver'], userReference),
    createdAt: dateTime(notice, 'createdAt'),
  }
}

/** `GET /group/notice_info`, newest first. */
export const toNotices = (value: unknown): readonly GroupNoticeModel[] => rowsOf(value, 'notices', toNotice)
