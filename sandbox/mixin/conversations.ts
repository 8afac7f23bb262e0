import { conversationView } from './conversation-view.ts'
import { MAX_ANNOUNCEMENT, MAX_NAME, createConversation } from './create-conversation.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { numberField, objectBody, textField } from './fields.ts'
import { changeParticipants } from './participants.ts'
import { contactOf, requireManager, requireMember } from './membership.ts'
import { NEVER, toTime } from './time.ts'

const read = (call: MixinCall): unknown => {
  const { conversation } = requireMember(call, call.request.param('id'))
  return conversationView(call.world, call.caller, conversation)
}

const update = (call: MixinCall): unknown => {
  const conversation = requireManager(call, call.request.param('id'))
  const body = objectBody(call)
  const name = textField(body, 'name', MAX_NAME)
  const announcement = textField(body, 'announcement', MAX_ANNOUNCEMENT)
  if (name !== undefined) conversation.name = name
  if (announcement !== undefined) conversation.announcement = announcement
  return conversationView(call.world, call.caller, conversation)
}

const rotate = (call: MixinCall): unknown => {
  const conversation = requireManager(call, call.request.param('id'))
  conversation.codeId = crypto.randomUUID()
  return conversationView(call.world, call.caller, conversation)
}

const mute = (call: MixinCall): unknown => {
  const { world, caller } = call
  const conversationId = call.request.param('id')
  const contactId = contactOf(call, conversationId)
  if (!world.conversations.has(conversationId) && contactId !== undefined) throw new MixinError(403)
  const { conversation } = requireMember(call, conversationId)
  const seconds = numberField(objectBody(call), 'duration')
  if (seconds === undefined || seconds < 0) throw invalidField('duration', 'must be seconds, 0 or more')
  const until =
    seconds === 0 ? NEVER : toTime(BigInt(Math.floor(world.clock() + seconds * 1_000)) * 1_000_000n)
  conversation.muteUntil.set(caller.userId, until)
  return conversationView(world, caller, conversation)
}

const MAX_DISAPPEARING_SECONDS = 7_257_600

/** In a group, the owner and administrators; in a contact, both sides. */
const disappear = (call: MixinCall): unknown => {
  const { conversation, role } = requireMember(call, call.request.param('id'))
  if (conversation.category !== 'CONTACT' && role !== 'OWNER' && role !== 'ADMIN') throw new MixinError(403)
  const seconds = numberField(objectBody(call), 'duration')
  if (seconds === undefined || seconds < 0 || seconds > MAX_DISAPPEARING_SECONDS) {
    throw invalidField('duration', `must be seconds, 0 to ${MAX_DISAPPEARING_SECONDS}`)
  }
  conversation.expireIn = seconds
  return conversationView(call.world, call.caller, conversation)
}

/** Conversations: reading, making, changing. Every answer is the whole conversation. */
export const conversationEndpoints: readonly MixinEndpoint[] = [
  { method: 'POST', path: '/conversations', access: 'bot', handle: createConversation },
  { method: 'GET', path: '/conversations/:id', access: 'PROFILE:READ', handle: read },
  { method: 'POST', path: '/conversations/:id', access: 'bot', handle: update },
  { method: 'POST', path: '/conversations/:id/rotate', access: 'bot', handle: rotate },
  { method: 'POST', path: '/conversations/:id/mute', access: 'bot', handle: mute },
  { method: 'POST', path: '/conversations/:id/disappear', access: 'bot', handle: disappear },
  {
    method: 'POST',
    path: '/conversations/:id/participants/:action',
    access: 'bot',
    handle: changeParticipants,
  },
]
