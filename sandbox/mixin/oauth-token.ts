import { randomBytes } from 'node:crypto'
import { isJsonObject } from '../response.ts'
import type { UpstreamRequest, Route } from '../upstream.ts'
import type { Authorization } from './authorizations.ts'
import { codeChallengeOf } from './credentials.ts'
import { ed25519Pair, ed25519Public } from './ed25519.ts'
import { answerWith, jsonBody } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { isUuid, textField } from './fields.ts'
import type { World } from './world.ts'

const YEAR_MS = 31_536_000_000

/** Looks like a JWT, as the real ones do; clients are to send it as it is. */
const newAccessToken = (authorization: Authorization, nowMs: number): string => {
  const iat = Math.floor(nowMs / 1_000)
  const claims = {
    aid: authorization.authorizationId,
    iss: authorization.clientId,
    scp: authorization.scopes.join(' '),
    iat,
    exp: iat + YEAR_MS / 1_000,
  }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}.${randomBytes(64).toString('base64url')}`
}

/** The client proves itself by its secret, or by the verifier of the code's challenge. */
const requireClient = (
  world: World,
  body: Record<string, unknown>,
  authorization: Authorization | undefined,
) => {
  const clientId = body['client_id']
  if (!isUuid(clientId)) throw invalidField('client_id', 'must be a lower-case UUID')
  const secret = textField(body, 'client_secret')
  const verifier = textField(body, 'code_verifier')
  if (secret === undefined && verifier === undefined) {
    throw invalidField('client_secret', 'client_secret or code_verifier is missing')
  }
  if (secret !== undefined) {
    const isApp = world.people.get(clientId)?.app !== null
    if (!isApp || secret !== world.clientSecret(clientId)) throw new MixinError(401)
    return
  }
  const challenge = authorization?.codeChallenge ?? ''
  if (challenge === '' || codeChallengeOf(verifier ?? '') !== challenge) throw new MixinError(401)
}

const clientKeyOf = (body: Record<string, unknown>): Buffer | null => {
  const text = textField(body, 'ed25519')
  if (text === undefined) return null
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== 32) throw invalidField('ed25519', 'must be 32 bytes in base64url')
  return bytes
}

const grantRight = (world: World, authorization: Authorization, userId: string, clientKey: Buffer | null) => {
  const { authorizationId, clientId, scopes } = authorization
  const scope = scopes.join(' ')
  const grant = { userId, scopes: new Set(scopes), expiresAt: world.clock() + YEAR_MS }
  if (clientKey === null) {
    const accessToken = newAccessToken(authorization, world.clock())
    world.grants.byToken.set(accessToken, grant)
    return { access_token: accessToken, scope }
  }
  const server = ed25519Pair(randomBytes(32))
  world.grants.byAuthorization.set(authorizationId, {
    ...grant,
    appId: clientId,
    authorizationId,
    scope,
    clientKey: ed25519Public(clientKey),
    server,
  })
  return { ed25519: server.publicBytes.toString('base64url'), authorization_id: authorizationId, scope }
}

const tradeCode = (world: World, request: UpstreamRequest): unknown => {
  const body = jsonBody(request)
  if (!isJsonObject(body)) throw invalidField('body', 'must be an object')
  const code = textField(body, 'code')
  if (code === undefined) throw invalidField('code', 'is missing')
  const authorization = world.authorizations.findCode(code)
  requireClient(world, body, authorization)
  const clientKey = clientKeyOf(body)
  if (authorization === undefined || authorization.userId === null) throw new MixinError(20121)
  if (authorization.clientId !== body['client_id']) throw new MixinError(20121)
  if (world.authorizations.isExpired(authorization)) throw new MixinError(20121)
  world.authorizations.useUp(authorization, world.stamp())
  return grantRight(world, authorization, authorization.userId, clientKey)
}

/** `POST /oauth/token`: trades a code for a right; needs no credential. */
export const oauthTokenRoute = (world: () => World): Route => ({
  method: 'POST',
  path: '/oauth/token',
  handle: (request) => answerWith(() => tradeCode(world(), request)),
})
