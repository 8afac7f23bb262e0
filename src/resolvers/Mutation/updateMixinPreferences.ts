import { badUserInput } from '../../errors.ts'
import type { MutationResolvers } from '../../generated/schema.ts'

export const updateMixinPreferences: NonNullable<MutationResolvers['updateMixinPreferences']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('mixin')
  source.authorize('write')
  const change = {
    receiveMessageSource: input.receiveMessageSource ?? undefined,
    acceptConversationSource: input.acceptConversationSource ?? undefined,
    acceptSearchSource: input.acceptSearchSource ?? undefined,
  }
  if (Object.values(change).every((part) => part === undefined))
    throw badUserInput('input: set at least one preference.', [], 'mixin')
  return { account: await source.profile.setPreferences(change) }
}
