import { isJsonObject } from '../response.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { isUuid } from './fields.ts'
import { requireMember } from './membership.ts'
import type { SentMessage } from './model.ts'

const MOST = 100
const MAX_BODY_BYTES = 128 * 1_024
const MAX_TEXT_BYTES = 64 * 1_024
/** The URL alphabet, without padding. */
const BASE64_URL = /^[A-Za-z0-9_-]+$/

const messageOf = (call: MixinCall, given: unknown): SentMessage => {
  const message = isJsonObject(given) ? given : {}
  const { conversation_id: conversationId, message_id: messageId, category, data_base64: data } = message
  if (!isUuid(conversationId)) throw invalidField('conversation_id', 'must be a lower-case UUID')
  if (!isUuid(messageId)) throw invalidField('message_id', 'must be a lower-case UUID')
  if (category !== 'PLAIN_TEXT') throw invalidField('category', 'must be PLAIN_TEXT')
  if (typeof data !== 'string' || !BASE64_URL.test(data)) {
    throw invalidField('data_base64', 'must be base64 of the URL alphabet, without padding')
  }
  // Who is not in a conversation, or names one that was never created, is refused in the same way.
  if (!call.world.conversations.has(conversationId)) throw new MixinError(403)
  const { conversation } = requireMember(call, conversationId)
  const recipientId = message['recipient_id'] ?? ''
  if (
    typeof recipientId !== 'string' ||
    (recipientId !== '' && !conversation.participants.has(recipientId))
  ) {
    throw invalidField('recipient_id', 'must be the other side')
  }
  const bytes = Buffer.from(data, 'base64url')
  if (bytes.length > MAX_TEXT_BYTES) throw invalidField('data_base64', 'is too long')
  const senderId = call.caller.userId
  return { messageId, conversationId, senderId, recipientId, category, text: bytes.toString() }
}

/** `POST /messages`: one, or a list. A message that was sent already is not sent again. */
const send = (call: MixinCall): unknown => {
  if (call.request.body.length > MAX_BODY_BYTES) throw new MixinError(400)
  const body = call.json()
  const given: readonly unknown[] = Array.isArray(body) ? body : [body]
  if (given.length > MOST) throw invalidField('body', `must have at most ${MOST} messages`)
  for (const message of given.map((one) => messageOf(call, one))) {
    if (!call.world.messages.has(message.messageId)) call.world.messages.set(message.messageId, message)
  }
  return {}
}

/** Sending messages. Nobody can read any. */
export const messageEndpoints: readonly MixinEndpoint[] = [
  { method: 'POST', path: '/messages', access: 'bot', handle: send },
]
