import type { UpstreamRequest } from '../upstream.ts'
import { MixinError } from './errors.ts'
import type { KeyGrant } from './grants.ts'
import { findProblem, toSignedToken } from './signed-token.ts'
import type { SignedToken } from './signed-token.ts'
import type { World } from './world.ts'

/** The caller and its permissions. */
export type Caller = {
  kind: 'bot' | 'user'
  userId: string
  /** Scopes of a user's grant; a bot may do anything. */
  scopes: ReadonlySet<string>
  /** Whose rate limits the call counts against. */
  credential: string
  /** Set where the call was signed with an own key: its answer is signed, too. */
  keyGrant: KeyGrant | null
}

const NO_SCOPES: ReadonlySet<string> = new Set()

const bearerOf = (request: UpstreamRequest): string | null =>
  /^Bearer ([^\s]+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null

const refuse = (request: UpstreamRequest, why: string): MixinError => {
  request.remark(`401: ${why}`)
  return new MixinError(401)
}

const claimToken = (world: World, request: UpstreamRequest, token: SignedToken, sessionId: string): void => {
  const { jti, exp } = token.claims
  if (!world.usedTokens.claim(sessionId, String(jti), Number(exp))) {
    throw refuse(request, 'this token was used before')
  }
}

const botCaller = (world: World, request: UpstreamRequest, token: SignedToken): Caller => {
  const { uid, sid, scp } = token.claims
  const bot = typeof uid === 'string' ? world.bots.get(uid) : undefined
  if (bot === undefined) throw refuse(request, 'uid is no bot with a keystore')
  if (sid !== bot.sessionId) throw refuse(request, 'sid is not the session of the bot')
  const problem = findProblem(token, bot.session.publicKey, request, world.clock())
  if (problem !== null) throw refuse(request, problem)
  if (scp !== 'FULL') throw refuse(request, 'scp is not FULL')
  claimToken(world, request, token, bot.sessionId)
  return { kind: 'bot', userId: bot.appId, scopes: NO_SCOPES, credential: bot.appId, keyGrant: null }
}

const keyCaller = (world: World, request: UpstreamRequest, token: SignedToken): Caller => {
  const { aid, iss, scp, jti } = token.claims
  const grant = typeof aid === 'string' ? world.grants.byAuthorization.get(aid) : undefined
  if (grant === undefined) throw refuse(request, 'aid is no authorization')
  if (iss !== grant.appId) throw refuse(request, 'iss is not the app of the authorization')
  if (scp !== grant.scope) throw refuse(request, 'scp is not the granted scope')
  const problem = findProblem(token, grant.clientKey, request, world.clock())
  if (problem !== null) throw refuse(request, problem)
  if (jti !== request.headers['x-request-id']) throw refuse(request, 'jti differs from X-Request-Id')
  claimToken(world, request, token, grant.authorizationId)
  if (grant.expiresAt <= world.clock()) throw refuse(request, 'the authorization has expired')
  const { userId, scopes } = grant
  return { kind: 'user', userId, scopes, credential: userId, keyGrant: grant }
}

const userCaller = (world: World, request: UpstreamRequest, accessToken: string): Caller => {
  const grant = world.grants.byToken.get(accessToken)
  if (grant === undefined) throw refuse(request, 'the access token is unknown or revoked')
  if (grant.expiresAt <= world.clock()) throw refuse(request, 'the access token has expired')
  const { userId, scopes } = grant
  return { kind: 'user', userId, scopes, credential: userId, keyGrant: null }
}

/** Access tokens are JWTs inside, too, but carry no digest of the call. */
const kindOf = (token: SignedToken | null): 'bot' | 'key' | 'user' => {
  if (token === null) return 'user'
  if ('uid' in token.claims) return 'bot'
  return 'aid' in token.claims && 'sig' in token.claims ? 'key' : 'user'
}

/** Authenticates a call, or throws a 401 and logs the reason. */
export const authenticate = (world: World, request: UpstreamRequest): Caller => {
  const bearer = bearerOf(request)
  if (bearer === null) throw refuse(request, 'no bearer token')
  const token = toSignedToken(bearer)
  const kind = kindOf(token)
  if (token === null || kind === 'user') return userCaller(world, request, bearer)
  return kind === 'bot' ? botCaller(world, request, token) : keyCaller(world, request, token)
}

/** What kind of credential a call carries, unchecked: `bot`, `user`, `key` or `none`. */
export const credentialKind = (request: UpstreamRequest): string => {
  const bearer = bearerOf(request)
  return bearer === null ? 'none' : kindOf(toSignedToken(bearer))
}
