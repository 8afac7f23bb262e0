import type { MutationResolvers } from '../../generated/schema.ts'

export const updatePrivacy: NonNullable<MutationResolvers['updatePrivacy']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('sealtalk')
  source.authorize('write')
  await source.privacy.update({
    searchableByPhone: input.searchableByPhone ?? undefined,
    searchableByStAccount: input.searchableByStAccount ?? undefined,
    friendRequestsNeedApproval: input.friendRequestsNeedApproval ?? undefined,
    canBeAddedToGroups: input.canBeAddedToGroups ?? undefined,
  })
  return {}
}
