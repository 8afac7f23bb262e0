import type { Dispatcher } from 'undici'
import { type Clock, systemClock } from '../../clock.ts'
import type { GatewayRequest, ObserveUpstream } from '../../gateway-request.ts'
import { createUpstream } from '../../http/upstream.ts'
import type { Secret } from '../../secret.ts'
import type { AppSource, MessengerDataSource, Provider } from '../types.ts'
import { createMixinAccount, type MixinAccount } from './account.ts'
import { createMixinClient } from './client.ts'
import { createMixinConversations } from './conversations.ts'
import { type BotAccess, readCredential, requireCredential } from './credential.ts'
import { createIdentityMap } from './identity.ts'
import { normalizeUuid } from './ids.ts'
import { type BotSettings, openKeystore } from './keystore.ts'
import { createMixinOAuth, type MixinOAuth } from './oauth.ts'
import { createPinSender } from './pin.ts'
import { createServerClock } from './server-clock.ts'
import { createMixinUsers } from './users.ts'

/** Mixin as one request sees it. */
export interface MixinDataSource extends MessengerDataSource {
  readonly apps: AppSource
  readonly account: MixinAccount
  readonly oauth: MixinOAuth
}

export interface MixinSettings {
  /** Base URLs of the API, tried in order. */
  readonly apiUrls: readonly string[]
  readonly blazeUrl: string
  readonly bot?: BotSettings | undefined
  readonly botAccess: BotAccess
  readonly clientSecret?: Secret | undefined
  readonly pin?: Secret | undefined
  readonly spendKey?: Secret | undefined
}

export interface MixinProviderOptions {
  readonly settings: MixinSettings
  /** Connections per origin. */
  readonly connections: number
  readonly observe: ObserveUpstream
  readonly clock?: Clock | undefined
  /** Stands in for the network in tests. */
  readonly dispatcher?: Dispatcher | undefined
}

/** Mixin for the life of the process: connections, keys and what was learned. @see docs/networks/mixin.md */
export const createMixinProvider = (options: MixinProviderOptions): Provider<MixinDataSource> => {
  const { settings, connections, observe, clock: local = systemClock, dispatcher } = options
  const upstream = createUpstream({ urls: settings.apiUrls, connections, dispatcher })
  const clock = createServerClock(local)
  const keystore = settings.bot && openKeystore(settings.bot)
  const pins = keystore && createPinSender(keystore, clock.now)
  const client = createMixinClient({ upstream, keystore, clock, observe })
  const identities = createIdentityMap()
  const bot = keystore && { appId: keystore.appId, access: settings.botAccess }

  const open = (request: GatewayRequest): MixinDataSource => {
    const credential = readCredential(request.caller, bot)
    const reader = () => requireCredential(credential, 'read')
    const writer = () => requireCredential(credential, 'write')
    const users = createMixinUsers({ client, request, identities, credential: reader })
    const account = createMixinAccount({
      client,
      request,
      identities,
      credential,
      require: reader,
      appId: bot?.appId,
    })
    return {
      network: 'mixin',
      authorize: (access) => void requireCredential(credential, access),
      normalizeId: (_, upstreamId) => normalizeUuid(upstreamId),
      users,
      // An app is a part of its user, which has the same id.
      apps: { load: async (appId) => (await users.load(appId, new Set()))?.app ?? null },
      lookups: users.lookups,
      conversations: createMixinConversations({ client, request, account, credential: reader }),
      account,
      oauth: createMixinOAuth({
        client,
        request,
        identities,
        pins,
        observe,
        settings: { ...settings, appId: bot?.appId },
        credential: writer,
      }),
    }
  }

  return { network: 'mixin', open, close: () => upstream.close() }
}
