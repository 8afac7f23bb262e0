import type { GatewayContext } from '../context.ts'
import type {
  ConversationWrites,
  MessengerDataSource,
  NewParticipant,
  ParticipantRole,
} from '../datasources/types.ts'
import { badUserInput, unsupported } from '../errors.ts'
import { openNode, userIdsOf } from './node-id.ts'

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
  if (!writes)
    throw unsupported(
      source.network,
      `${source.network} conversations cannot be changed through this gateway.`,
    )
  return writes
}

/** Opens a conversation to change it. */
export const openConversation = (context: GatewayContext, id: string): OpenedConversation => {
  const { source, upstreamId } = openNode(context, id, ['conversation'], { access: 'write' })
  return { source, writes: writesOf(source), conversationId: upstreamId }
}

/** The users of a write. Throws BAD_USER_INPUT for none, too many, duplicates, or users of another network. */
export const participantsOf = (
  source: MessengerDataSource,
  users: readonly { readonly userId: string; readonly role?: ParticipantRole | null | undefined }[],
  argument: string,
): readonly NewParticipant[] => {
  if (users.length === 0) throw badUserInput(`${argument}: must have at least one user.`, source.network)
  if (users.length > MAX_PARTICIPANTS) {
    throw badUserInput(`${argument}: takes at most ${MAX_PARTICIPANTS} users.`, source.network)
  }
  if (users.some(({ role }) => role === 'OWNER')) {
    throw badUserInput(`${argument}: the role OWNER cannot be given; use ADMIN or MEMBER.`, source.network)
  }
  const ids = userIdsOf(
    source,
    users.map(({ userId }) => userId),
    argument,
  )
  if (new Set(ids).size < ids.length)
    throw badUserInput(`${argument}: contains a user twice; send each user once.`, source.network)
  return ids.map((userId, index) => ({ userId, role: users[index]?.role ?? null }))
}
