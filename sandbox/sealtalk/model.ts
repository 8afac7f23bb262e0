/** A user's row. Moments are milliseconds since 1970. */
export type User = {
  id: number
  region: string
  phone: string
  password: string
  nickname: string
  /** "" for none. */
  portraitUri: string
  gender: 'male' | 'female'
  /** SealTalk number; "" for none. */
  stAccount: string
  /** Token of the IM cloud; "" until the first login. */
  imToken: string
  phoneVerify: number
  stSearchVerify: number
  friVerify: number
  groupVerify: number
  pokeStatus: number
  /** Version of name and portrait; 0 until one of them changes. */
  timestamp: number
  createdAt: number
  updatedAt: number
}

/** One side of a friendship. */
export type Friendship = {
  friendId: number
  /** "" for none. */
  displayName: string
  message: string
  /** See docs/networks/sealtalk.md#values. */
  status: number
  timestamp: number
  updatedAt: number
}

/** Statuses of a friendship, seen from the one who keeps the row. */
export const FRIENDSHIP = {
  asked: 10,
  wasAsked: 11,
  friends: 20,
  ignored: 21,
  ended: 30,
  blocked: 31,
} as const

/** A row of a blacklist; `status` false where it was lifted. */
export type BlacklistRow = { friendId: number; status: boolean; timestamp: number }

/** Roles in a group. */
export const ROLE = { creator: 0, member: 1, manager: 2 } as const

/** A membership; those who left keep a row that is marked deleted. */
export type Member = {
  memberId: number
  displayName: string
  groupNickname: string
  role: number
  isDeleted: boolean
  timestamp: number
  createdAt: number
  updatedAt: number
}

/** A group and its members by user id, in the order of their rows. */
export type Group = {
  id: number
  name: string
  portraitUri: string
  creatorId: number
  maxMemberCount: number
  bulletin: string | null
  bulletinTimestamp: number
  isMute: number
  certiStatus: number
  memberProtection: number
  /** Null until it is dismissed. */
  deletedAt: number | null
  timestamp: number
  createdAt: number
  updatedAt: number
  members: Map<number, Member>
}

/** Kinds of notices: whether they ask the one who was added, or the managers. */
export const NOTICE = { asksReceiver: 1, asksManagers: 2 } as const

/** What has become of a notice. */
export const NOTICE_STATUS = { ignored: 0, agreed: 1, waiting: 2, expired: 3 } as const

/** Somebody was added to a group, and somebody has to agree. */
export type Notice = {
  id: number
  groupId: number
  requesterId: number
  receiverId: number
  type: number
  status: number
  createdAt: number
  /** Until when it may be answered. */
  expiresAt: number
  /** Who took it off their list. */
  clearedBy: Set<number>
}

/** What `sync` compares a client's version with. */
export type DataVersions = { user: number; blacklist: number; friendship: number; group: number }

/** The last text message to a phone; `token` belongs to the phone for ever. */
export type Verification = { region: string; phone: string; code: string; token: string; sentAt: number }

/** A text message as its receiver would read it. */
export type TextMessage = { region: string; phone: string; code: string }

/** A message that the server passed on to the IM cloud. Ids are in the network's spelling. */
export type SentMessage = {
  senderId: string
  conversationType: string
  targetId: string
  objectName: string
  content: string
}

/** Everything the server keeps. */
export type State = {
  users: Map<number, User>
  /** By owner, then by friend. */
  friendships: Map<number, Map<number, Friendship>>
  /** By owner, then by the one on the list. */
  blacklists: Map<number, Map<number, BlacklistRow>>
  groups: Map<number, Group>
  /** Oldest first. */
  notices: Notice[]
  /** Group ids by owner, in the order of marking. */
  favourites: Map<number, number[]>
  versions: Map<number, DataVersions>
  /** By region and phone. */
  verifications: Map<string, Verification>
  /** Text messages of the current hour by client address. */
  sends: Map<string, { since: number; count: number }>
  /** The last text messages, oldest first. */
  messages: TextMessage[]
  /** Messages that the server passed on to the IM cloud. */
  sentMessages: SentMessage[]
  nextUserId: number
  nextGroupId: number
}

/** Who is in a group now. */
export const activeMembers = (group: Group): Member[] =>
  [...group.members.values()].filter((member) => !member.isDeleted)

/** Somebody's membership, unless they are not in the group now. */
export const membershipOf = (group: Group, userId: number): Member | undefined => {
  const member = group.members.get(userId)
  return member === undefined || member.isDeleted ? undefined : member
}

/** The groups somebody is in now, by row. */
export const groupsOf = (state: State, userId: number): Group[] =>
  [...state.groups.values()].filter(
    (group) => group.deletedAt === null && membershipOf(group, userId) !== undefined,
  )

/** The rows of one owner in a two-level table, made on first use. */
export const rowsOf = <Row>(table: Map<number, Map<number, Row>>, ownerId: number): Map<number, Row> => {
  const rows = table.get(ownerId) ?? new Map<number, Row>()
  table.set(ownerId, rows)
  return rows
}
