import type { MutationResolvers } from '../../generated/schema.ts'
import { openConversation, requireChange, writesOf } from '../participants.ts'

export const joinConversation: NonNullable<MutationResolvers['joinConversation']> = async (
  _,
  { input },
  context,
) => {
  const { code, id } = input
  if (id !== undefined) {
    const { source, writes, conversationId } = openConversation(context, id)
    return requireChange(source, 'JOIN_BY_ID', writes.joinById?.(conversationId))()
  }
  const source = context.datasources.get('mixin')
  source.authorize('write')
  return requireChange(source, 'JOIN_BY_CODE', writesOf(source).joinByCode?.(code))()
}
