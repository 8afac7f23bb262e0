import { badUserInput, GatewayError, isGatewayError, unsupported } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { asObject, requiredText, textList } from '../../upstream/json-readers.ts'
import type { Secret } from '../../secret.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import { tellOfCall } from '../observed-call.ts'
import type { AppModel, UserModel } from '../types.ts'
import { requestAuthorization } from './blaze.ts'
import { type MixinClient, PUBLIC } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { noUsableResponse } from './errors.ts'
import type { IdentityMap } from './identity.ts'
import { requireUuid } from './ids.ts'
import { time, toApp, toUser } from './mapping.ts'
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

/** Giving and taking access to accounts. @see docs/networks/mixin.md#oauth */
export interface MixinOAuth {
  /** Trades a code for a token. Needs no credential; a code works once. */
  authorizeToken(input: {
    readonly code: string
    readonly clientSecret: string | null
    readonly clientId: string | null
  }): Promise<AccessTokenModel>
  /** Lets an app act for the gateway's bot, with the bot's PIN. Sent once, whatever happens. */
  authorizeApp(input: {
    readonly clientId: string
    readonly scopes: readonly string[]
    readonly pin: string | null
  }): Promise<AuthorizationModel>
}

export interface MixinOAuthSettings {
  readonly blazeUrl: string
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
  /** Milliseconds for a call as a whole. */
  readonly callTimeoutMs: number
  readonly credential: () => Usable
}

const toAccessToken = (data: unknown): AccessTokenModel => {
  const token = asObject(data, 'token')
  const scope = requiredText(token, 'scope')
  return { accessToken: requiredText(token, 'access_token'), scope, scopes: scope.split(' ').filter(Boolean) }
}

const toAuthorization = (data: unknown): AuthorizationModel => {
  const authorization = asObject(data, 'authorization')
  const { app, user } = authorization
  return {
    authorizationId: requiredText(authorization, 'authorization_id'),
    authorizationCode: requiredText(authorization, 'authorization_code'),
    scopes: textList(authorization, 'scopes'),
    codeId: requiredText(authorization, 'code_id'),
    app: app === undefined || app === null ? null : toApp(app),
    user: user === undefined || user === null ? null : toUser(user),
    createdAt: time(authorization, 'created_at'),
    accessedAt: time(authorization, 'accessed_at'),
  }
}

const requireScopes = (scopes: readonly string[]): readonly string[] => {
  const distinct = [...new Set(scopes)]
  if (!distinct.includes('PROFILE:READ'))
    throw badUserInput('scopes: PROFILE:READ must be among them.', 'mixin')
  if (scopes.length > 32 || !distinct.every((scope) => /^[A-Z]{1,32}(:[A-Z]{1,32})?$/.test(scope))) {
    throw badUserInput('scopes: expected names such as PROFILE:READ.', 'mixin')
  }
  return distinct
}

export const createMixinOAuth = (options: MixinOAuthOptions): MixinOAuth => {
  const { client, request, identities, settings, pins, bruteForceGuard } = options
  const { observer, callTimeoutMs, credential } = options

  /** The websocket call, seen in traces and metrics like any other. */
  const openAuthorization = async (clientId: string, scopes: readonly string[]): Promise<string> => {
    const startedAt = performance.now()
    let failure: GatewayError | undefined
    try {
      const { signal } = request
      const wanted = { clientId, scopes }
      return await requestAuthorization(settings.blazeUrl, wanted, { timeoutMs: callTimeoutMs, signal })
    } catch (caught) {
      failure = isGatewayError(caught) ? caught : noUsableResponse('read', false, caught)
      throw caught
    } finally {
      const call = { network: 'mixin', operation: 'requestAuthorization', method: 'WS' } as const
      const path = { template: '/', path: '/' }
      tellOfCall(
        { ...call, ...path, ids: 0, attempt: 0, status: null, startedAt, failure },
        request,
        observer,
      )
    }
  }

  return {
    async authorizeToken({ code, clientSecret, clientId }) {
      const client_id = clientId === null ? settings.appId : requireUuid(clientId, 'clientId')
      if (client_id === undefined)
        throw badUserInput('clientId: this gateway has no bot of its own; name the app.', 'mixin')
      // The configured secret belongs to the configured app and to no other.
      const configured = client_id === settings.appId ? settings.clientSecret?.reveal() : undefined
      const client_secret = clientSecret ?? configured
      if (!client_secret)
        throw badUserInput('clientSecret: this gateway has none configured for that app; send it.', 'mixin')
      if (client_secret.length > 512) throw badUserInput('clientSecret: expected the app’s secret.', 'mixin')
      if (code === '' || code.length > 512)
        throw badUserInput('code: expected the code that the app received.', 'mixin')
      return bruteForceGuard.run({ network: 'mixin', operation: 'authorizeToken', request }, () =>
        client.call(endpoints.authorizeToken, {
          context: request,
          credential: PUBLIC,
          parameters: {},
          body: { client_id, code, client_secret },
          decode: toAccessToken,
        }),
      )
    },

    async authorizeApp({ clientId, scopes, pin }) {
      const giver = credential()
      if (giver.kind !== 'bot' || !pins) {
        throw giver.kind === 'bot'
          ? unsupported('mixin', 'This gateway has no Mixin bot.')
          : new GatewayError(
              'FORBIDDEN',
              'Only the gateway’s bot can give its consent: send X-Api-Key instead of a token.',
              {
                network: 'mixin',
              },
            )
      }
      const receiver = requireUuid(clientId, 'clientId')
      const wanted = requireScopes(scopes)
      const usedPin = pin ?? settings.spendKey?.reveal() ?? settings.pin?.reveal()
      if (usedPin === undefined)
        throw badUserInput('pin: this gateway has none configured; send it.', 'mixin')
      await pins.check(usedPin)
      const authorizationId = await openAuthorization(receiver, wanted)
      return pins.use(usedPin, `TIP:OAUTH:APPROVE:${authorizationId}`, (pin_base64) =>
        client.call(endpoints.getAuthorizeCode, {
          // Without the caller's signal: whether a PIN was right has to be known, also where the caller leaves.
          context: { id: request.id, trace: request.trace, span: request.span },
          credential: giver,
          parameters: {},
          body: { authorization_id: authorizationId, scopes: wanted, pin_base64 },
          once: true,
          decode(data) {
            const authorization = toAuthorization(data)
            // Relationship and phone are blank in it: it teaches the number and nothing else.
            if (authorization.user) identities.learn(authorization.user)
            return authorization
          },
        }),
      )
    },
  }
}
