import { contactConversationId } from './conversation-id.ts'
import type { MixinCall } from './endpoint.ts'
import { MixinError } from './errors.ts'
import type { Conversation } from './model.ts'

/** A conversation the caller is in, and the caller's role: 404 for unknown ones, 403 for others'. */
export const requireMember = (
  { world, caller }: MixinCall,
  conversationId: string,
): { conversation: Conversation; role: string } => {
  const conversation = world.conversations.get(conversationId)
  if (conversation === undefined) throw new MixinError(404)
  const participant = conversation.participants.get(caller.userId)
  if (participant === undefined) throw new MixinError(403)
  return { conversation, role: participant.role }
}

/** A group whose owner or administrator the caller is, or a 403. */
export const requireManager = (call: MixinCall, conversationId: string): Conversation => {
  const { conversation, role } = requireMember(call, conversationId)
  if (conversation.category === 'CONTACT') throw new MixinError(403)
  if (role !== 'OWNER' && role !== 'ADMIN') throw new MixinError(403)
  return conversation
}

/** Whether the caller owns the conversation. */
export const isOwner = ({ caller }: MixinCall, conversation: Conversation): boolean =>
  conversation.participants.get(caller.userId)?.role === 'OWNER'

/** The other side of the viewer's contact conversation with this id, whether it exists or not. */
export const contactOf = ({ world, caller }: MixinCall, conversationId: string): string | undefined =>
  [...world.people.keys()].find((userId) => contactConversationId(caller.userId, userId) === conversationId)
