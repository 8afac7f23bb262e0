import type { MutationResolvers } from '../../generated/schema.ts'

export const authorizeToken: NonNullable<MutationResolvers['authorizeToken']> = (
  _,
  { input },
  { datasources },
) =>
  datasources.get('mixin').oauth.authorizeToken({
    code: input.code,
    clientSecret: input.clientSecret ?? null,
    clientId: input.clientId ?? null,
  })
