import type { MutationResolvers } from '../../generated/schema.ts'

export const setAcceptsPokes: NonNullable<MutationResolvers['setAcceptsPokes']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('sealtalk')
  source.authorize('write')
  await source.privacy.setAcceptsPokes(input.acceptsPokes)
  return { acceptsPokes: input.acceptsPokes }
}
