import { GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { messageIdOf, requireText } from '../messages.ts'
import type { MessageSource } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import type { MixinReads } from './reads.ts'

export interface MixinMessagesOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'conversations'>
  readonly request: GatewayRequest
  readonly appId: string | undefined
  readonly credential: () => Usable
}

/** A repeat with the same id sends nothing twice. */
const repeatable = (error: unknown, messageId: string): unknown => {
  if (!isGatewayError(error) || error.code !== 'OUTCOME_UNKNOWN') return error
  const { code, network, cause } = error
  const message = `Mixin’s response was lost, so the message may have been sent. To retry safely, send messageId "${messageId}".`
  return new GatewayError(code, message, { network, cause })
}

/** Sends texts as the bot. @see docs/networks/mixin.md#messages */
export const createMixinMessages = (options: MixinMessagesOptions): MessageSource => {
  const { client, reads, request, appId, credential } = options

  /** The other side of a one-to-one conversation, where the cache knows it. Mixin finds it by itself too. */
  const recipientIn = (conversationId: string, own: Usable): string | undefined => {
    const conversation = reads.conversations.peek(conversationId, own)
    if (conversation?.category !== 'CONTACT') return undefined
    return conversation.participants?.find(({ user }) => user.upstreamId !== appId)?.user.upstreamId
  }

  return {
    text(conversationId, given, givenId) {
      const text = requireText(given, 'mixin')
      const messageId = messageIdOf(givenId, 'mixin')
      return async () => {
        const own = credential()
        const recipientId = recipientIn(conversationId, own)
        try {
          await client.call(endpoints.sendMessages, {
            context: request,
            credential: own,
            parameters: {},
            body: {
              conversation_id: conversationId,
              ...(recipientId !== undefined && { recipient_id: recipientId }),
              message_id: messageId,
              category: 'PLAIN_TEXT',
              data_base64: Buffer.from(text).toString('base64url'),
            },
            decode: () => undefined,
          })
        } catch (error) {
          throw repeatable(error, messageId)
        }
        return messageId
      }
    },
  }
}
