import { lacks } from '../../datasources/rights.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { openNode } from '../node-id.ts'
import { requireRight } from '../rights.ts'

export const sendMessage: NonNullable<MutationResolvers['sendMessage']> = async (_, { input }, context) => {
  const { conversationId, text, messageId } = input
  const place = ['conversationId']
  const { source, upstreamId } = openNode(context, conversationId, ['conversation'], {
    access: 'write',
    place,
  })
  const { messages } = source
  if (!messages) throw lacks(source.network, 'SEND_TEXT')
  const send = messages.text(upstreamId, text, messageId ?? null)
  await requireRight(source, upstreamId, 'message')
  return { messageId: await send() }
}
