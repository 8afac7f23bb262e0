/**
 * Maps Mixin's JSON to the schema's fields, independently of the gateway's own mapping, so
 * that whole answers can be compared with what the sandbox holds.
 */

type Wire = Readonly<Record<string, unknown>>

/** Every field of a user but those that ask for other things. */
export const USER_FIELDS = `__typename id network upstreamId name avatarUrl phone identityNumber biography
  relationship isVerified isScam muteUntil createdAt gender stAccount`

/** Every field of an app; people by id. */
export const APP_FIELDS = `__typename id network upstreamId appNumber name description iconUrl homeUri redirectUri
  capabilities resourcePatterns category isVerified updatedAt creator { id } user { id }`

/** Every field of a conversation; people by id. */
export const CONVERSATION_FIELDS = `__typename id network upstreamId category name iconUrl creator { id }
  memberCount viewerRole createdAt announcement codeId codeUrl muteUntil expireIn circles { circleId name createdAt }
  updatedAt maxMemberCount bulletin isEveryoneMuted joinNeedsApproval isMemberProtected
  participants(first: 500) {
    totalCount nodes { userId user { id } role createdAt sessions { sessionId publicKey } displayName }
  }`

const filled = (value: unknown): unknown => (value === '' || value === undefined ? null : value)
const time = (value: unknown): unknown => (value === '0001-01-01T00:00:00Z' ? null : filled(value))
const known = (value: unknown, ...values: string[]): unknown =>
  values.includes(String(value)) ? value : null
const wires = (value: unknown): readonly Wire[] => (Array.isArray(value) ? (value as readonly Wire[]) : [])

const node = (kind: 'User' | 'App' | 'Conversation', upstreamId: unknown) => ({
  __typename: kind,
  id: `mixin:${kind.toLowerCase()}:${String(upstreamId)}`,
  network: 'MIXIN',
  upstreamId,
})

const userRef = (userId: unknown) => ({ id: `mixin:user:${String(userId)}` })

/** `APP_FIELDS` of an app as Mixin sends it. */
export const appInWords = (app: Wire) => ({
  ...node('App', app['app_id']),
  appNumber: app['app_number'],
  name: filled(app['name']),
  description: filled(app['description']),
  iconUrl: filled(app['icon_url']),
  homeUri: filled(app['home_uri']),
  redirectUri: filled(app['redirect_uri']),
  capabilities: app['capabilities'] ?? app['capabilites'],
  resourcePatterns: app['resource_patterns'],
  category: filled(app['category']),
  isVerified: app['is_verified'] ?? null,
  updatedAt: time(app['updated_at']),
  creator: userRef(app['creator_id']),
  user: userRef(app['app_id']),
})

/** `USER_FIELDS` and `app { APP_FIELDS }` of a user as Mixin sends it. */
export const userInWords = (user: Wire) => ({
  ...node('User', user['user_id']),
  name: filled(user['full_name']),
  avatarUrl: filled(user['avatar_url']),
  phone: filled(user['phone']),
  identityNumber: filled(user['identity_number']),
  biography: filled(user['biography']),
  relationship: known(user['relationship'], 'ME', 'FRIEND', 'STRANGER', 'BLOCKING'),
  isVerified: user['is_verified'],
  isScam: user['is_scam'],
  muteUntil: time(user['mute_until']),
  createdAt: user['created_at'],
  gender: null,
  stAccount: null,
  app: user['app'] === undefined ? null : appInWords(user['app'] as Wire),
})

const roleInWords = (role: unknown): unknown => (role === '' ? 'MEMBER' : known(role, 'OWNER', 'ADMIN'))

/** `CONVERSATION_FIELDS` of a conversation as Mixin sends it to a viewer who has these circles. */
export const conversationInWords = (conversation: Wire, viewerId: string, circles: readonly Wire[]) => {
  const participants = wires(conversation['participants'])
  const sessions = wires(conversation['participant_sessions'])
  const roleOf = (userId: string) => participants.find((one) => one['user_id'] === userId)?.['role']
  return {
    ...node('Conversation', conversation['conversation_id']),
    category: known(conversation['category'], 'CONTACT', 'GROUP'),
    name: filled(conversation['name']),
    iconUrl: filled(conversation['icon_url']),
    creator: userRef(conversation['creator_id']),
    memberCount: participants.length,
    viewerRole: roleInWords(roleOf(viewerId)),
    createdAt: conversation['created_at'],
    announcement: filled(conversation['announcement']),
    codeId: filled(conversation['code_id']),
    codeUrl: filled(conversation['code_url']),
    muteUntil: time(conversation['mute_until']),
    expireIn: conversation['expire_in'],
    circles: wires(conversation['circles']).map((entry) => ({
      circleId: entry['circle_id'],
      name: circles.find((circle) => circle['circle_id'] === entry['circle_id'])?.['name'],
      createdAt: entry['created_at'],
    })),
    updatedAt: null,
    maxMemberCount: null,
    bulletin: null,
    isEveryoneMuted: null,
    joinNeedsApproval: null,
    isMemberProtected: null,
    participants: {
      totalCount: participants.length,
      nodes: participants.map((one) => ({
        userId: userRef(one['user_id']).id,
        user: userRef(one['user_id']),
        role: roleInWords(one['role']),
        createdAt: one['created_at'],
        sessions: sessions
          .filter((session) => session['user_id'] === one['user_id'])
          .map((session) => ({ sessionId: session['session_id'], publicKey: session['public_key'] })),
        displayName: null,
      })),
    },
  }
}
