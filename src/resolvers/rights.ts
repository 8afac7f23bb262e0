import { CONVERSATION_ACTIONS, type ConversationAction } from '../datasources/rights.ts'
import type { ConversationModel, MessengerDataSource } from '../datasources/types.ts'

/** Whether the viewer may do each thing. */
export type Rights = Readonly<Record<ConversationAction, boolean>>

/** What the viewer may do with a conversation that was loaded. @see docs/adr/0021-rights.md */
export const rightsIn = async (
  { conversations }: MessengerDataSource,
  conversation: ConversationModel,
): Promise<Rights> => {
  const all = CONVERSATION_ACTIONS.map(
    async (action) => [action, (await conversations.mayDo(action, conversation)) === null] as const,
  )
  return Object.fromEntries(await Promise.all(all)) as Rights
}

/** Throws the refusal of a change that the viewer may not make, before anything of it is sent. @param actions what it does */
export const requireRight = async (
  { conversations }: MessengerDataSource,
  conversationId: string,
  ...actions: readonly ConversationAction[]
): Promise<void> => {
  const refusal = await conversations.mayDoNow(actions, conversationId)
  if (refusal) throw refusal
}
