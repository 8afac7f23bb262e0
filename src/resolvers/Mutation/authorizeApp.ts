import type { MutationResolvers } from '../../generated/schema.ts'

export const authorizeApp: NonNullable<MutationResolvers['authorizeApp']> = async (
  _,
  { input },
  { datasources },
) => ({
  authorization: await datasources.get('mixin').oauth.authorizeApp({
    clientId: input.clientId,
    scopes: input.scopes,
    pin: input.pin ?? null,
  }),
})
