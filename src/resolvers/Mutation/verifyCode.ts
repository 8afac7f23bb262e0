import type { MutationResolvers } from '../../generated/schema.ts'

export const verifyCode: NonNullable<MutationResolvers['verifyCode']> = async (
  _,
  { input },
  { datasources },
) => {
  const { verification } = datasources.get('sealtalk')
  return {
    verificationToken: await verification.verifyCode(input.phone, input.code, input.service ?? 'DEFAULT'),
  }
}
