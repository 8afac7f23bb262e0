import type { MutationResolvers } from '../../generated/schema.ts'

export const sendVerificationCode: NonNullable<MutationResolvers['sendVerificationCode']> = async (
  _,
  { input },
  { datasources },
) => {
  await datasources.get('sealtalk').verification.sendCode(input.phone, input.service ?? 'DEFAULT')
  return { sent: true }
}
