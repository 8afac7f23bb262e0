import type { AuthorizationResolvers } from '../generated/schema.ts'
import { loadUser } from './reference.ts'
import { selectedFields } from './selection.ts'

/** What Mixin leaves blank in the user that comes with an authorization, since it depends on who looks. */
const VIEWER_DEPENDENT = ['relationship', 'phone', 'muteUntil']

export const Authorization: AuthorizationResolvers = {
  user(authorization, _, context, info) {
    const fields = selectedFields(info, 'User', context)
    const isBlank = VIEWER_DEPENDENT.some((field) => fields.has(field))
    return isBlank ? loadUser(authorization.user, context, info) : (authorization.user ?? null)
  },
}
