/** A signed-in client of a person; `publicKey` is "" where it cannot encrypt. */
export type Session = { sessionId: string; publicKey: string }

/** The app behind a bot. */
export type App = {
  redirectUri: string
  homeUri: string
  iconUrl: string
  description: string
  capabilities: readonly string[]
  /** Some servers give the list under its misspelt name alone. */
  hasOnlyMisspeltList: boolean
  resourcePatterns: readonly string[]
  category: string
  creatorId: string
  updatedAt: string
}

/** A person or bot, as the network keeps it; what others see of it depends on the viewer. */
export type Person = {
  userId: string
  /** "0" without a Messenger account. */
  identityNumber: string
  /** With + and country code; "" for none. */
  phone: string
  fullName: string
  biography: string
  avatarUrl: string
  createdAt: string
  isVerified: boolean
  isScam: boolean
  /** Who may find it by phone: EVERYBODY, CONTACTS, NOBODY. */
  acceptSearchSource: string
  /** Fields of newer servers; null where they are left out. */
  newer: { hasSafe: boolean; membership: { plan: string; expiredAt: string } | null } | null
  /** Null for people. */
  app: App | null
  sessions: readonly Session[]
}

/** What a person has changed of itself since the start. */
export type Profile = Partial<Pick<Person, 'fullName' | 'biography' | 'avatarUrl' | 'acceptSearchSource'>> & {
  receiveMessageSource?: string
  acceptConversationSource?: string
  fiatCurrency?: string
  transferNotificationThreshold?: number
  transferConfirmationThreshold?: number
}

/** A viewer's relation to another user. */
export type Relation = {
  relationship: string
  /** Name given by the viewer; "" for none. */
  alias: string
  seesPhone: boolean
  muteUntil: string
}

/** A member of a conversation; role "" is a plain member. */
export type Participant = { role: string; createdAt: string }

/** A conversation and its members by user id. */
export type Conversation = {
  conversationId: string
  creatorId: string
  category: string
  name: string
  iconUrl: string
  announcement: string
  createdAt: string
  /** "" for contacts. */
  codeId: string
  expireIn: number
  randomId: string | null
  /** Older servers leave the list of sessions out. */
  listsSessions: boolean
  participants: Map<string, Participant>
  /** Mute times by viewer; without one, a date long past. */
  muteUntil: Map<string, string>
}

/** A conversation in a circle; `userId` is "" for groups. */
export type CircleItem = { conversationId: string; userId: string; createdAt: string }

/** A folder of conversations that its owner alone sees. */
export type Circle = {
  circleId: string
  userId: string
  name: string
  createdAt: string
  items: CircleItem[]
}

/** A text that a bot has sent. */
export type SentMessage = {
  messageId: string
  conversationId: string
  senderId: string
  /** "" where none was given. */
  recipientId: string
  category: string
  text: string
}
