import type { ErrorConventions, Upstream, UpstreamRequest } from '../upstream.ts'
import { isJsonObject, parseJson, withHeaders } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import { REFRESH_ENDPOINT, createBlaze } from './blaze.ts'
import { accountEndpoints } from './account.ts'
import { credentialKind } from './caller.ts'
import type { Caller } from './caller.ts'
import { circleEndpoints } from './circles.ts'
import { conversationEndpoints } from './conversations.ts'
import type { MixinCredentials } from './credentials.ts'
import { toRoute } from './endpoint.ts'
import { errorResponse } from './errors.ts'
import { MIXIN_EXAMPLES } from './examples.ts'
import { integrityToken } from './integrity-token.ts'
import { codeRoute, invitationEndpoints } from './invitations.ts'
import { messageEndpoints } from './messages.ts'
import { oauthEndpoints } from './oauth-authorize.ts'
import { oauthTokenRoute } from './oauth-token.ts'
import type { MixinLimits } from './rate-limits.ts'
import { relationshipEndpoints } from './relationships.ts'
import { withUpperCaseIds } from './traits.ts'
import type { MixinTraits } from './traits.ts'
import { isIdentityNumber, userEndpoints } from './users.ts'
import { createFoundation, createWorld } from './world.ts'

/** Options of the Mixin upstream; time in milliseconds since 1970. */
export type MixinUpstreamOptions = {
  seed: number
  clock: () => number
  limits: MixinLimits
  traits: MixinTraits
}

/** Ids in the body of a batch: a list, or the participants of a conversation. */
const countIds = (request: UpstreamRequest): number | undefined => {
  if (request.method !== 'POST' || request.body.length === 0) return undefined
  const body = parseJson(request.body.toString())
  if (Array.isArray(body)) return body.length
  const participants = isJsonObject(body) ? body['participants'] : undefined
  return Array.isArray(participants) ? participants.length : undefined
}

const isLimited = (request: UpstreamRequest): boolean =>
  request.endpoint === 'GET /search/:q' ||
  (request.endpoint === 'GET /users/:id' && isIdentityNumber(request.param('id')))

/** Creates the Mixin upstream and its credentials. */
export const createMixinUpstream = (
  options: MixinUpstreamOptions,
): { upstream: Upstream; credentials: MixinCredentials } => {
  const foundation = createFoundation(options)
  let world = createWorld(foundation)
  const callers = new WeakMap<UpstreamRequest, Caller>()
  const endpoints = [
    ...accountEndpoints,
    ...userEndpoints,
    ...relationshipEndpoints,
    ...conversationEndpoints,
    ...invitationEndpoints,
    ...circleEndpoints,
    ...messageEndpoints,
    ...oauthEndpoints,
  ]

  const finish = (request: UpstreamRequest, plain: UpstreamResponse): UpstreamResponse => {
    const response = options.traits.hasUpperCaseIds
      ? { ...plain, body: withUpperCaseIds(plain.body.toString()) }
      : plain
    const requestId = request.headers['x-request-id']
    const keyGrant = callers.get(request)?.keyGrant ?? null
    return withHeaders(response, {
      ...(typeof requestId === 'string' ? { 'x-request-id': requestId } : {}),
      ...(keyGrant === null
        ? {}
        : { 'x-integrity-token': integrityToken(keyGrant, request, response.body, options.clock()) }),
      'x-server-time': String(BigInt(Math.floor(options.clock() * 1_000)) * 1_000n),
    })
  }

  const conventions: ErrorConventions = {
    payloadKey: 'data',
    limited: () => errorResponse(429),
    broken: () => errorResponse(500),
    refused: (code, description) => errorResponse(code, description),
  }
  const blaze = createBlaze(() => world, conventions)

  const upstream: Upstream = {
    ...conventions,
    name: 'mixin',
    routes: [
      oauthTokenRoute(() => world),
      codeRoute(() => world),
      ...endpoints.map((endpoint) => toRoute(endpoint, () => world, callers)),
    ],
    socketEndpoints: [REFRESH_ENDPOINT],
    maxBodyBytes: 4_194_304,
    traits(request) {
      const ids = countIds(request)
      return {
        auth: credentialKind(request),
        limited: isLimited(request),
        ...(ids === undefined ? {} : { ids }),
      }
    },
    unmatched: () => errorResponse(404),
    finish,
    reset() {
      world = createWorld(foundation)
    },
    upgrade: (request, socket, head, instruments) => blaze.upgrade(request, socket, head, instruments),
    close: () => blaze.close(),
    overview: () => ({
      credentials: foundation.credentials,
      examples: MIXIN_EXAMPLES,
      messages: [...world.messages.values()],
    }),
  }
  return { upstream, credentials: foundation.credentials }
}
