import { badUserInput, GatewayError, isGatewayError, unsupported } from '../../errors.ts'
import { type GatewayRequest, withoutSignal } from '../../request/request.ts'
import { whoOf } from '../../request/who.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { Egress } from '../../upstream/egress.ts'
import { dateTime } from '../../upstream/date-time.ts'
import { asObject, requiredText, textItem } from '../../upstream/json-readers.ts'
import { oneWithin, rowsWithin } from '../../upstream/rows.ts'
import type { Secret } from '../../secret.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import { reportCall } from '../observed-call.ts'
import type { AppModel, UserModel } from '../types.ts'
import { requestAuthorization } from './blaze.ts'
import { type MixinClient, PUBLIC } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { noUsableResponse } from './errors.ts'
import type { IdentityMap } from './identity.ts'
import { requiredIdIn, requireUuid } from './ids.ts'
import { toAppWithin, toUserRow } from './mapping.ts'
import type { PinSender } from './pin.ts'

export interface AccessTokenModel {
  readonly accessToken: string
  readonly scope: string
  readonly scopes: readonly string[]
}

export interface AuthorizationModel {
  readonly authorizationId: string
  readonly authorizationCode: string
  readonly scopes: readonly string[]
  readonly codeId: string
  readonly app: AppModel | null
  readonly user: UserModel | null
  readonly createdAt: string | null
  readonly accessedAt: string | null
}

/** OAuth: granting and obtaining access. @see docs/networks/mixin.md#oauth */
export interface MixinOAuth {
  /** Exchanges a code for an access token. Needs no credential; a code works once. */
  authorizeToken(input: {
    readonly code: string
    readonly clientSecret: string | null
    readonly clientId: string | null
  }): Promise<AccessTokenModel>
  /** Authorizes an app to act for the gateway's bot, with the bot's PIN. Never retried. */
  authorizeApp(input: {
    readonly clientId: string
    readonly scopes: readonly string[]
    readonly pin: string | null
  }): Promise<AuthorizationModel>
}

export interface MixinOAuthSettings {
  readonly blazeUrl: string
  readonly egress?: Egress | undefined
  readonly appId?: string | undefined
  readonly clientSecret?: Secret | undefined
  readonly pin?: Secret | undefined
  readonly spendKey?: Secret | undefined
}

export interface MixinOAuthOptions {
  readonly client: MixinClient
  readonly request: GatewayRequest
  readonly identities: IdentityMap
  readonly settings: MixinOAuthSettings
  readonly pins: PinSender | undefined
  readonly bruteForceGuard: BruteForceGuard
  readonly observer: Observer
  /** Milliseconds for the whole call. */
  readonly callTimeoutMs: number
  readonly credential: () => Usable
  /** Throws UPSTREAM_UNAVAILABLE while Mixin is closed. */
  readonly checkOpen: () => void
}

const toAccessToken = (data: unknown): AccessTokenModel => {
  const token = asObject(data, 'token')
  const scope = requiredText(token, 'scope')
  return { accessToken: requiredText(token, 'access_token'), scope, scopes: scope.split(' ').filter(Boolean) }
}

const toAuthorization = (data: unknown, asOf: string): AuthorizationModel => {
  const authorization = asObject(data, 'authorization')
  return {
    authorizationId: requiredIdIn(authorization, 'authorization_id'),
    authorizationCode: requiredText(authorization, 'authorization_code'),
    scopes: rowsWithin(authorization['scopes'], textItem) ?? [],
    codeId: requiredIdIn(authorization, 'code_id'),
    app: toAppWithin(authorization['app'], asOf),
    user: oneWithin(authorization['user'], (user) => toUserRow(user, asOf)),
    createdAt: dateTime(authorization, 'created_at'),
    accessedAt: dateTime(authorization, 'accessed_at'),
  }
}

const requireScopes = (scopes: readonly string[]): readonly string[] => {
  const distinct = [...new Set(scopes)]
  if (!distinct.includes('PROFILE:READ'))
    throw badUserInput('scopes: PROFILE:READ is required; add it.', ['scopes'], 'mixin')
  if (scopes.length > 32) throw badUserInput('scopes: expected at most 32.', ['scopes'], 'mixin')
  const wrong = scopes.findIndex((scope) => !/^[A-Z]{1,32}(:[A-Z]{1,32})?$/.test(scope))
  if (wrong >= 0)
    throw badUserInput('scopes: expected names such as PROFILE:READ.', ['scopes', wrong], 'mixin')
  return distinct
}

export const createMixinOAuth = (options: MixinOAuthOptions): MixinOAuth => {
  const { client, request, identities, settings, pins, bruteForceGuard } = options
  const { observer, callTimeoutMs, credential, checkOpen } = options

  /** The websocket call, with traces and metrics like any other call. */
  const openAuthorization = async (clientId: string, scopes: readonly string[]): Promise<string> => {
    checkOpen()
    const startedAt = performance.now()
    let failure: GatewayError | undefined
    try {
      const { signal } = request
      const wanted = { clientId, scopes }
      return await requestAuthorization(settings.blazeUrl, wanted, {
        timeoutMs: callTimeoutMs,
        signal,
        egress: settings.egress,
      })
    } catch (caught) {
      failure = isGatewayError(caught) ? caught : noUsableResponse('read', false, caught)
      throw caught
    } finally {
      const call = { network: 'mixin', operation: 'requestAuthorization', method: 'WS' } as const
      const path = { template: '/', path: '/' }
      reportCall(
        { ...call, ...path, ids: 0, attempt: 0, status: null, startedAt, failure },
        request,
        observer,
      )
    }
  }

  /** A PIN that is wrong, or that is not sent since others were. */
  const reportPin = (error: unknown): never => {
    if (isGatewayError(error) && error.code === 'VERIFICATION_FAILED') {
      const { code, retryAfterMs } = error
      const type = retryAfterMs === undefined ? 'refused' : 'pin-stopped'
      const who = whoOf(request, 'mixin')
      observer.security({ type, operation: 'authorizeApp', ...who, code, retryAfterMs })
    }
    throw error
  }

  return {
    async authorizeToken({ code, clientSecret, clientId }) {
      const client_id = clientId === null ? settings.appId : requireUuid(clientId, 'clientId')
      if (client_id === undefined)
        throw badUserInput(
          'clientId: required, since this gateway has no Mixin bot. Send the app’s id.',
          ['clientId'],
          'mixin',
        )
      // The configured secret is valid only for the configured app.
      const configured = client_id === settings.appId ? settings.clientSecret?.reveal() : undefined
      const client_secret = clientSecret ?? configured
      if (!client_secret)
        throw badUserInput(
          'clientSecret: required, since this gateway has none for this app.',
          ['clientSecret'],
          'mixin',
        )
      if (client_secret.length > 512)
        throw badUserInput('clientSecret: expected the app’s secret.', ['clientSecret'], 'mixin')
      if (code === '' || code.length > 512)
        throw badUserInput('code: expected the code that the app received.', ['code'], 'mixin')
      return bruteForceGuard.run(
        { network: 'mixin', operation: 'authorizeToken', request, event: 'sign-in' },
        () =>
          client.call(endpoints.authorizeToken, {
            context: request,
            credential: { ...PUBLIC, address: request.caller.address },
            parameters: {},
            body: { client_id, code, client_secret },
            decode: toAccessToken,
          }),
      )
    },

    async authorizeApp({ clientId, scopes, pin }) {
      const authorizer = credential()
      if (authorizer.kind !== 'bot') {
        const message = 'authorizeApp acts for the gateway’s bot: send X-Api-Key instead of an access token.'
        throw new GatewayError('FORBIDDEN', message, { network: 'mixin' })
      }
      if (!pins) throw unsupported('mixin', 'authorizeApp is not available: this gateway has no Mixin bot.')
      const authorizedApp = requireUuid(clientId, 'clientId')
      const wanted = requireScopes(scopes)
      const usedPin = pin ?? settings.spendKey?.reveal() ?? settings.pin?.reveal()
      if (usedPin === undefined)
        throw badUserInput('pin: required, since this gateway has none configured.', ['pin'], 'mixin')
      await pins.check(usedPin).catch(reportPin)
      const authorizationId = await openAuthorization(authorizedApp, wanted)
      return pins
        .use(usedPin, `TIP:OAUTH:APPROVE:${authorizationId}`, (pin_base64) =>
          client.call(endpoints.getAuthorizeCode, {
            // No abort signal: whether the PIN was right must be known even if the caller disconnects.
            context: withoutSignal(request),
            credential: authorizer,
            parameters: {},
            body: { authorization_id: authorizationId, scopes: wanted, pin_base64 },
            once: true,
            decode(data, asOf) {
              const authorization = toAuthorization(data, asOf)
              // Relationship and phone are blank here, so only the identity number is learned.
              if (authorization.user) identities.learn(authorization.user)
              return authorization
            },
          }),
        )
        .catch(reportPin)
    },
  }
}
