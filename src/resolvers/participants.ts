import type { GatewayContext } from '../context.ts'
import type {
  ConversationWrites,
  MessengerDataSource,
  NewParticipant,
  ParticipantRole,
} from '../datasources/types.ts'
import { badUserInput, unsupported } from '../errors.ts'
import { openNode, userIdsOf } from './node-id.ts'

/** People that one write may name. */
const MAX_PARTICIPANTS = 256

export interface OpenedConversation {
  readonly source: MessengerDataSource
  readonly writes: ConversationWrites
  readonly conversationId: string
}

/** The network's ways to change conversations; throws UNSUPPORTED where it has none. */
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

/** Who a write names, each once; throws BAD_USER_INPUT for none, too many, twice, or of another network. */
export const participantsOf = (
  source: MessengerDataSource,
  users: readonly { readonly userId: string; readonly role?: ParticipantRole | null | undefined }[],
  argument: string,
): readonly NewParticipant[] => {
  if (users.length === 0) throw badUserInput(`${argument}: name at least one user.`, source.network)
  if (users.length > MAX_PARTICIPANTS) {
    throw badUserInput(`${argument}: expected at most ${MAX_PARTICIPANTS} users.`, source.network)
  }
  if (users.some(({ role }) => role === 'OWNER')) {
    throw badUserInput(`${argument}: nobody can be made OWNER; give ADMIN or MEMBER.`, source.network)
  }
  const ids = userIdsOf(
    source,
    users.map(({ userId }) => userId),
    argument,
  )
  if (new Set(ids).size < ids.length)
    throw badUserInput(`${argument}: a user is named twice.`, source.network)
  return ids.map((userId, index) => ({ userId, role: users[index]?.role ?? null }))
}
