import type { Fields } from '../datasources/types.ts'
import type { AuthorizationResolvers } from '../generated/schema.ts'
import { loadUser } from './reference.ts'
import { selectedFields } from './selection.ts'

/** What Mixin leaves blank in the user that comes with an authorization, since it depends on who looks. */
const VIEWER_DEPENDENT = ['relationship', 'phone', 'muteUntil', 'contact', 'isBlocked', 'viewerCan']

/** Whether the user that comes with an authorization lacks one of these. */
export const isBlankInAuthorization = (fields: Fields): boolean =>
  VIEWER_DEPENDENT.some((field) => fields.has(field))

export const Authorization: AuthorizationResolvers = {
  user(authorization, _, context, info) {
    const isBlank = isBlankInAuthorization(selectedFields(info, 'User', context))
    return isBlank ? loadUser(authorization.user, context, info) : (authorization.user ?? null)
  },
}
