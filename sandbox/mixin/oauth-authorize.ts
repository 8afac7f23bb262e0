import { authorizationView } from './authorization-view.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { objectBody } from './fields.ts'
import { checkPin, oauthTipMessage } from './pin.ts'

/** The scope without which no right is given. */
export const REQUIRED_SCOPE = 'PROFILE:READ'

const grantedScopes = (given: unknown, asked: readonly string[]): string[] => {
  if (!Array.isArray(given)) throw invalidField('scopes', 'must be a list')
  const scopes = given.filter((scope) => typeof scope === 'string')
  if (scopes.length < given.length || !scopes.every((scope) => asked.includes(scope))) {
    throw invalidField('scopes', 'must be among those that were asked for')
  }
  if (!scopes.includes(REQUIRED_SCOPE)) throw invalidField('scopes', `must include ${REQUIRED_SCOPE}`)
  return scopes
}

/** Everything that can be refused without looking at the PIN is refused first. */
const authorize = (call: MixinCall): unknown => {
  const { world, caller, request } = call
  const body = objectBody(call)
  const authorizationId = body['authorization_id']
  if (typeof authorizationId !== 'string') throw invalidField('authorization_id', 'must be a text')
  const authorization = world.authorizations.find(authorizationId)
  if (authorization === undefined) throw new MixinError(404)
  if (authorization.userId !== null || world.authorizations.isExpired(authorization)) {
    throw new MixinError(20121)
  }
  const scopes = grantedScopes(body['scopes'], authorization.scopes)
  checkPin(world, request, caller.userId, body['pin_base64'], oauthTipMessage(authorizationId))
  world.authorizations.consent(authorization, caller.userId, scopes)
  return authorizationView(world, authorization)
}

/** Giving consent, with the PIN of the bot that gives it. */
export const oauthEndpoints: readonly MixinEndpoint[] = [
  { method: 'POST', path: '/oauth/authorize', access: 'bot', handle: authorize },
]
