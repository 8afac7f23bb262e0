import type { ConversationAction } from '../../src/datasources/rights.ts'

/** Who may do what, apart from the gateway's own tables: by network, kind of conversation and role. */
export type Situation = 'owner' | 'admin' | 'member' | 'stranger'

const OWNERS = ['owner'] as const
const RULERS = ['owner', 'admin'] as const
const MEMBERS = ['owner', 'admin', 'member'] as const
const NOBODY = [] as const

type Table = Readonly<Record<ConversationAction, readonly Situation[]>>

export const MIXIN_GROUP: Table = {
  rename: RULERS,
  setAnnouncement: RULERS,
  addParticipants: RULERS,
  removeParticipants: RULERS,
  setRoles: OWNERS,
  rotateCode: RULERS,
  transfer: NOBODY,
  dismiss: NOBODY,
  leave: MEMBERS,
  mute: MEMBERS,
  muteEveryone: NOBODY,
  setJoinApproval: NOBODY,
  setMemberProtection: NOBODY,
  setDisappearingMessages: RULERS,
  setDisplayName: NOBODY,
  favorite: NOBODY,
  message: MEMBERS,
}

export const SEALTALK_GROUP: Table = {
  rename: OWNERS,
  setAnnouncement: RULERS,
  addParticipants: MEMBERS,
  removeParticipants: RULERS,
  setRoles: OWNERS,
  rotateCode: NOBODY,
  transfer: OWNERS,
  dismiss: OWNERS,
  leave: MEMBERS,
  mute: NOBODY,
  muteEveryone: RULERS,
  setJoinApproval: RULERS,
  setMemberProtection: RULERS,
  setDisappearingMessages: NOBODY,
  setDisplayName: MEMBERS,
  favorite: MEMBERS,
  message: MEMBERS,
}

/** `viewerCan` as the table has it. */
export const rightsOf = (table: Table, situation: Situation): Record<string, boolean> =>
  Object.fromEntries(Object.entries(table).map(([action, who]) => [action, who.includes(situation)]))

/** The same with only these actions true. */
export const only = (...actions: readonly ConversationAction[]): Record<string, boolean> =>
  Object.fromEntries(
    Object.keys(MIXIN_GROUP).map((action) => [action, actions.includes(action as ConversationAction)]),
  )

/** Selects every right. */
export const EVERY_RIGHT = `viewerCan { ${Object.keys(MIXIN_GROUP).join(' ')} }`
