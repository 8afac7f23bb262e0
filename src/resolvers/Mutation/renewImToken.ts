import type { MutationResolvers } from '../../generated/schema.ts'

export const renewImToken: NonNullable<MutationResolvers['renewImToken']> = async (
  _,
  __,
  { datasources },
) => ({
  imToken: await datasources.get('sealtalk').signIn.renewImToken(),
})
