import type { MutationResolvers } from '../../generated/schema.ts'

export const updateProfile: NonNullable<MutationResolvers['updateProfile']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('sealtalk')
  source.authorize('write')
  const { nickname, portraitUri, gender, stAccount } = input
  return source.profile.update({
    nickname: nickname ?? undefined,
    portraitUri: portraitUri ?? undefined,
    gender: gender ?? undefined,
    stAccount: stAccount ?? undefined,
  })
}
