import { createUpstream } from '../../upstream/transport.ts'
import { createPolicy } from '../../upstream/policy.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Secret } from '../../secret.ts'
import type { ProviderDependencies } from '../dependencies.ts'
import type { AppSource, MessengerDataSource, Provider } from '../types.ts'
import { createMixinAccount, type MixinAccount } from './account.ts'
import { createMixinApps } from './apps.ts'
import { createMixinBudgets } from './budgets.ts'
import { createMixinClient } from './client.ts'
import { createMixinConversations } from './conversations.ts'
import { type BotAccess, readCredential, requireCredential } from './credential.ts'
import { createIdentityMap } from './identity.ts'
import { normalizeUuid } from './ids.ts'
import { type BotSettings, openKeystore } from './keystore.ts'
import { createMixinLimits, type MixinRates } from './limits.ts'
import { createMixinLoaders } from './loaders.ts'
import { createMixinOAuth, type MixinOAuth } from './oauth.ts'
import { createPinSender } from './pin.ts'
import { createMixinReads } from './reads.ts'
import { createServerClock } from './server-clock.ts'
import { createMixinUsers } from './users.ts'

/** Mixin as one request sees it. */
export interface MixinDataSource extends MessengerDataSource {
  readonly apps: AppSource
  readonly account: MixinAccount
  readonly oauth: MixinOAuth
}

export interface MixinSettings extends MixinRates {
  /** Base URLs of the API, tried in order. */
  readonly apiUrls: readonly string[]
  readonly blazeUrl: string
  readonly bot?: BotSettings | undefined
  readonly botAccess: BotAccess
  readonly clientSecret?: Secret | undefined
  readonly pin?: Secret | undefined
  readonly spendKey?: Secret | undefined
}

export interface MixinProviderOptions extends ProviderDependencies {
  readonly settings: MixinSettings
}

/** Mixin for the life of the process: connections, keys, limits and what was learned. @see docs/networks/mixin.md */
export const createMixinProvider = (options: MixinProviderOptions): Provider<MixinDataSource> => {
  const { settings, connections, dispatcher, observer, cache, budgets, viewerScope, shared } = options
  const { attempts, bruteForceGuard, callTimeoutMs } = options
  const upstream = createUpstream({ urls: settings.apiUrls, connections, dispatcher })
  const clock = createServerClock(options.clock)
  const keystore = settings.bot && openKeystore(settings.bot)
  const pins = keystore && createPinSender(keystore, clock.date, attempts)
  const limits = createMixinLimits(settings)
  const policy = createPolicy({ network: 'mixin', ...options })
  const client = createMixinClient({
    upstream,
    policy,
    limits,
    keystore,
    clock,
    observer,
    onUnauthenticated: cache.dropScope,
  })
  const identities = createIdentityMap(shared?.facts)
  const reads = createMixinReads(client, identities, options)
  const bot = keystore && { appId: keystore.appId, access: settings.botAccess }

  const oauthSettings = { ...settings, appId: bot?.appId }

  const open = (request: GatewayRequest): MixinDataSource => {
    const credential = readCredential(request.caller, bot, viewerScope)
    const reader = () => requireCredential(credential, 'read')
    const writer = () => requireCredential(credential, 'write')
    const loaders = createMixinLoaders(reads, request, reader)
    const users = createMixinUsers({ loaders, request, identities, observer })
    const account = createMixinAccount({ loaders, request, credential, appId: bot?.appId })
    return {
      network: 'mixin',
      authorize: (access) => void requireCredential(credential, access),
      normalizeId: (_, upstreamId) => normalizeUuid(upstreamId),
      users,
      apps: createMixinApps(users, request),
      lookups: users.lookups,
      conversations: createMixinConversations({
        client,
        reads,
        loaders,
        cache,
        request,
        account,
        credential: reader,
      }),
      budgets: () => createMixinBudgets(budgets, limits, credential),
      account,
      oauth: createMixinOAuth({
        client,
        request,
        identities,
        pins,
        bruteForceGuard,
        observer,
        callTimeoutMs,
        settings: oauthSettings,
        credential: writer,
      }),
    }
  }

  return { network: 'mixin', open, close: () => upstream.close() }
}
