import { badUserInput } from '../../errors.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { biographyOf, nameOf } from '../conversation-text.ts'
import { pictureOf } from '../picture.ts'

export const updateMixinProfile: NonNullable<MutationResolvers['updateMixinProfile']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('mixin')
  source.authorize('write')
  const change = {
    name: nameOf(input.name) ?? undefined,
    biography: biographyOf(input.biography) ?? undefined,
    avatar: pictureOf(input.avatarBase64, 'avatarBase64') ?? undefined,
  }
  if (Object.values(change).every((part) => part === undefined))
    throw badUserInput('input: must have a name, a biography or a picture.', [], 'mixin')
  return { account: await source.profile.update(change) }
}
