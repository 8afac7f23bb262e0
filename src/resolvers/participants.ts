import type { GatewayContext } from '../context.ts'
import { type ConversationAction, lacks, type Lacking } from '../datasources/rights.ts'
import type {
  Change,
  ConversationWrites,
  MessengerDataSource,
  NewParticipant,
  ParticipantRole,
} from '../datasources/types.ts'
import { type ArgumentPath, badUserInput } from '../errors.ts'
import { openNode, userIdOf } from './node-id.ts'
import { requireRight } from './rights.ts'

/** Most users of one write: as many as Mixin's own apps send. Mixin refuses what its groups do not hold. */
const MAX_PARTICIPANTS = 1_024

export interface OpenedConversation {
  readonly source: MessengerDataSource
  readonly writes: ConversationWrites
  readonly conversationId: string
}

/** How to change the network's conversations; throws UNSUPPORTED where that is impossible. */
export const writesOf = (source: MessengerDataSource): ConversationWrites => {
  const { writes } = source.conversations
  if (!writes) throw lacks(source.network, 'GROUP_ADMINISTRATION')
  return writes
}

/** Opens a conversation to change it. */
export const openConversation = (context: GatewayContext, id: string): OpenedConversation => {
  const { source, upstreamId } = openNode(context, id, ['conversation'], { access: 'write' })
  return { source, writes: writesOf(source), conversationId: upstreamId }
}

/** The change; throws UNSUPPORTED where the network has no such one. */
export const requireChange = <Result>(
  { network }: MessengerDataSource,
  what: Lacking,
  change: Change<Result> | undefined,
): Change<Result> => {
  if (!change) throw lacks(network, what)
  return change
}

/**
 * Makes a change whose arguments were checked. Throws the refusal of what the viewer may not do, and UNSUPPORTED where the
 * network has no such change, before anything is sent.
 */
export const makeChange = async <Result>(
  { source, conversationId }: OpenedConversation,
  actions: readonly ConversationAction[],
  change: Change<Result> | undefined,
): Promise<Result> => {
  await requireRight(source, conversationId, ...actions)
  return requireChange(source, actions[0] ?? 'GROUP_ADMINISTRATION', change)()
}

interface NamedUser {
  readonly userId: string
  readonly role?: ParticipantRole | null | undefined
}

const requireCount = (
  source: MessengerDataSource,
  { length }: readonly unknown[],
  argument: string,
): void => {
  const reject = (message: string) => badUserInput(`${argument}: ${message}`, [argument], source.network)
  if (length === 0) throw reject('must have at least one user.')
  if (length > MAX_PARTICIPANTS) throw reject(`takes at most ${MAX_PARTICIPANTS} users.`)
}

const requireGivable = (
  source: MessengerDataSource,
  role: ParticipantRole | null | undefined,
  place: ArgumentPath,
): void => {
  if (role === 'OWNER')
    throw badUserInput('role: OWNER cannot be given; use ADMIN or MEMBER.', place, source.network)
}

/** The upstream ids. Throws BAD_USER_INPUT for users of another network, and for one that is named again. */
const idsOf = (
  source: MessengerDataSource,
  userIds: readonly string[],
  placeOf: (index: number) => ArgumentPath,
): readonly string[] => {
  const seen = new Set<string>()
  return userIds.map((userId, index) => {
    const place = placeOf(index)
    const id = userIdOf(source, userId, place)
    const name = String(place.findLast((part) => typeof part === 'string'))
    if (seen.has(id))
      throw badUserInput(`${name}: this user is named twice; send each once.`, place, source.network)
    seen.add(id)
    return id
  })
}

/** `userIds` of a write, and the role for all of them. Throws BAD_USER_INPUT for none, too many, and as `idsOf` does. */
export const namedUsersOf = (
  source: MessengerDataSource,
  userIds: readonly string[],
  role: ParticipantRole | null = null,
): readonly NewParticipant[] => {
  requireCount(source, userIds, 'userIds')
  requireGivable(source, role, ['role'])
  return idsOf(source, userIds, (index) => ['userIds', index]).map((userId) => ({ userId, role }))
}

/** `participants` of a write, each with its own role. Throws as `namedUsersOf` does. */
export const participantsOf = (
  source: MessengerDataSource,
  users: readonly NamedUser[],
): readonly NewParticipant[] => {
  requireCount(source, users, 'participants')
  users.forEach(({ role }, index) => requireGivable(source, role, ['participants', index, 'role']))
  const userIds = users.map(({ userId }) => userId)
  const ids = idsOf(source, userIds, (index) => ['participants', index, 'userId'])
  return ids.map((userId, index) => ({ userId, role: users[index]?.role ?? null }))
}
