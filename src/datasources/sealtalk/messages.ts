import { badUserInput } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { messageIdOf, requireText } from '../messages.ts'
import type { MessageSource } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import type { RequestSession } from './session.ts'

export interface SealTalkMessagesOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
}

/** Bytes of a request. Anything larger crashes the server. */
const MAX_BODY_BYTES = 100 * 1024

/** The text stands in JSON within JSON, where some characters take several bytes. */
const bodyOf = (groupId: string, text: string) => {
  const body = {
    conversationType: 'GROUP',
    targetId: groupId,
    objectName: 'RC:TxtMsg',
    content: JSON.stringify({ content: text }),
    // Empty: clients show their own words for a text.
    pushContent: '',
  }
  if (Buffer.byteLength(JSON.stringify(body)) <= MAX_BODY_BYTES) return body
  const message =
    'text: is too long for SealTalk, since it has so many quotation marks, backslashes or line breaks.'
  throw badUserInput(message, ['text'], 'sealtalk')
}

/** Sends texts as the account. @see docs/networks/sealtalk.md#messages */
export const createSealTalkMessages = ({
  client,
  request,
  session,
}: SealTalkMessagesOptions): MessageSource => ({
  text(groupId, given, givenId) {
    const body = bodyOf(groupId, requireText(given, 'sealtalk'))
    // The server does not know it.
    const messageId = messageIdOf(givenId, 'sealtalk')
    return async () => {
      await client.call(endpoints.sendMessage, {
        context: request,
        caller: request.caller,
        session: await session.require(),
        body,
        decode: () => undefined,
      })
      return messageId
    }
  },
})
