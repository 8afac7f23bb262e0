import { contactConversationId, groupConversationId } from './conversation-id.ts'
import { conversationView } from './conversation-view.ts'
import type { MixinCall } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { isUuid, objectBody, participantList, textField } from './fields.ts'
import type { NamedParticipant } from './fields.ts'
import type { Conversation, Participant } from './model.ts'
import { toMicroseconds } from './time.ts'

/** Longest name and announcement, in characters. */
export const MAX_NAME = 512
export const MAX_ANNOUNCEMENT = 1_024

type NewConversation = Pick<
  Conversation,
  'conversationId' | 'category' | 'name' | 'announcement' | 'codeId' | 'randomId'
>

const store = (
  call: MixinCall,
  given: NewConversation,
  members: readonly NamedParticipant[],
): Conversation => {
  const { world, caller } = call
  const createdAt = world.stamp()
  const joined = (role: string): Participant => ({ role, createdAt: toMicroseconds(world.stamp()) })
  const conversation: Conversation = {
    ...given,
    creatorId: caller.userId,
    iconUrl: '',
    createdAt,
    expireIn: 0,
    listsSessions: true,
    participants: new Map(members.map(({ userId, role }) => [userId, joined(role)])),
    muteUntil: new Map(),
  }
  world.conversations.set(conversation.conversationId, conversation)
  return conversation
}

const createContact = (
  call: MixinCall,
  conversationId: string,
  members: NamedParticipant[],
): Conversation => {
  const { userId } = call.caller
  const [other] = members
  if (other === undefined || members.length > 1) {
    throw invalidField('participants', 'a contact takes exactly one: the other side')
  }
  if (other.userId === userId) throw invalidField('participants', 'must be the other side, not the caller')
  if (conversationId !== contactConversationId(userId, other.userId)) {
    throw invalidField('conversation_id', 'is not the one that belongs to both users')
  }
  return store(
    call,
    { conversationId, category: 'CONTACT', name: '', announcement: '', codeId: '', randomId: null },
    [
      { userId, role: '' },
      { userId: other.userId, role: '' },
    ],
  )
}

const createGroup = (
  call: MixinCall,
  conversationId: string,
  members: NamedParticipant[],
  body: Record<string, unknown>,
): Conversation => {
  const ownerId = call.caller.userId
  const name = textField(body, 'name', MAX_NAME)
  const announcement = textField(body, 'announcement', MAX_ANNOUNCEMENT) ?? ''
  const randomId = textField(body, 'random_id') ?? null
  if (name === undefined) throw invalidField('name', 'is missing')
  const others = members.filter((member) => member.userId !== ownerId)
  const memberIds = others.map((member) => member.userId)
  if (randomId !== null && conversationId !== groupConversationId(ownerId, name, randomId, memberIds)) {
    throw invalidField('conversation_id', 'is not the one that owner, name, random_id and members give')
  }
  if (new Set(memberIds).size + 1 > call.world.traits.groupSize) throw new MixinError(20116)
  return store(
    call,
    { conversationId, category: 'GROUP', name, announcement, codeId: crypto.randomUUID(), randomId },
    [{ userId: ownerId, role: 'OWNER' }, ...others],
  )
}

/** The one that exists already, unchanged; undefined where there is none. */
const existing = (call: MixinCall, conversationId: string, category: unknown): Conversation | undefined => {
  const conversation = call.world.conversations.get(conversationId)
  if (conversation === undefined) return undefined
  if (!conversation.participants.has(call.caller.userId)) throw new MixinError(403)
  if (conversation.category !== category) throw invalidField('category', 'is not that of the existing one')
  return conversation
}

/** `POST /conversations`: makes a contact or a group, or gives the one that has this id. */
export const createConversation = (call: MixinCall): unknown => {
  const body = objectBody(call)
  const { conversation_id: conversationId, category } = body
  if (!isUuid(conversationId)) throw invalidField('conversation_id', 'must be a lower-case UUID')
  if (category !== 'CONTACT' && category !== 'GROUP') {
    throw invalidField('category', 'must be CONTACT or GROUP')
  }
  const members = participantList(call, body['participants'])
  const conversation =
    existing(call, conversationId, category) ??
    (category === 'CONTACT'
      ? createContact(call, conversationId, members)
      : createGroup(call, conversationId, members, body))
  return conversationView(call.world, call.caller, conversation)
}
