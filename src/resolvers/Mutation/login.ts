import type { MutationResolvers } from '../../generated/schema.ts'

export const login: NonNullable<MutationResolvers['login']> = async (_, { input }, { datasources }) => {
  const { user, imToken } = await datasources.get('sealtalk').signIn.login(input.phone, input.password)
  return { userId: user.id, user, imToken }
}
