import type { Authorization } from './authorizations.ts'
import { MixinError } from './errors.ts'
import type { Person } from './model.ts'
import { appView, receiverAppView } from './user-view.ts'
import type { World } from './world.ts'

/** The consenting user; fields that depend on a viewer are blank. */
const giverView = (person: Person) => ({
  type: 'user',
  user_id: person.userId,
  identity_number: person.identityNumber,
  phone: '',
  full_name: person.fullName,
  biography: person.biography,
  avatar_url: person.avatarUrl,
  relationship: '',
  mute_until: '0001-01-01T00:00:00Z',
  created_at: person.createdAt,
  is_verified: person.isVerified,
  is_scam: person.isScam,
  code_id: '',
  code_url: '',
  ...(person.app === null ? {} : { app: appView(person, person.app) }),
})

/** A request for rights as the network shows it; `user` is present once a user has consented. */
export const authorizationView = (world: World, authorization: Authorization) => {
  const receiver = world.people.get(authorization.clientId)
  if (receiver === undefined || receiver.app === null) throw new MixinError(404)
  const giver = authorization.userId === null ? undefined : world.people.get(authorization.userId)
  return {
    type: 'authorization',
    authorization_id: authorization.authorizationId,
    authorization_code: authorization.authorizationCode,
    scopes: authorization.scopes,
    code_id: authorization.codeId,
    app: receiverAppView(receiver, receiver.app),
    ...(giver === undefined ? {} : { user: giverView(giver) }),
    created_at: authorization.createdAt,
    accessed_at: authorization.accessedAt,
  }
}
