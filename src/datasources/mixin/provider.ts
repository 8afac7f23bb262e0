import type { Egress, UpstreamTls } from '../../upstream/egress.ts'
import { createUpstream } from '../../upstream/transport.ts'
import { createPolicy } from '../../upstream/policy.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { nameOfScope } from '../../request/scope.ts'
import type { Secret } from '../../secret.ts'
import type { ProviderDependencies } from '../dependencies.ts'
import type { ReloadableProvider } from '../types.ts'
import { createMixinControl } from './control.ts'
import { createMixinClient } from './client.ts'
import { type BotAccess, readCredential } from './credential.ts'
import { MixinDataSource } from './data-source.ts'
import { createIdentityMap } from './identity.ts'
import { type BotSettings, openKeystore } from './keystore.ts'
import { createMixinLimits, type MixinRates } from './limits.ts'
import { createPinSender } from './pin.ts'
import { createMixinReads } from './reads.ts'
import { createServerClock } from './server-clock.ts'

export interface MixinSettings extends MixinRates {
  /** Base URLs of the API, tried in order. */
  readonly apiUrls: readonly string[]
  readonly blazeUrl: string
  /** Default: as Node.js does. */
  readonly tls?: UpstreamTls | undefined
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
export const createMixinProvider = (
  options: MixinProviderOptions,
): ReloadableProvider<MixinDataSource, MixinRates> => {
  const { settings, connections, dispatcher, observer, cache, budgets, viewerScope, shared } = options
  const { attempts, bruteForceGuard, callTimeoutMs, proxies } = options
  const egress: Egress = { tls: settings.tls, proxies }
  const upstream = createUpstream({ urls: settings.apiUrls, connections, dispatcher, ...egress })
  const clock = createServerClock(options.clock)
  const keystore = settings.bot && openKeystore(settings.bot)
  const pins = keystore && createPinSender(keystore, clock.date, attempts)
  let rates: MixinRates = settings
  const limits = createMixinLimits(() => rates)
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

  const parts = {
    client,
    reads,
    cache,
    identities,
    observer,
    budgets,
    limits,
    pins,
    bruteForceGuard,
    callTimeoutMs,
    appId: bot?.appId,
    oauth: { ...settings, appId: bot?.appId, egress },
    checkOpen: policy.checkOpen,
  }
  const open = (request: GatewayRequest): MixinDataSource => {
    const credential = readCredential(request.caller, bot, viewerScope)
    if ('scope' in credential) request.record?.actsAs('mixin', nameOfScope(credential.scope))
    return new MixinDataSource(parts, request, credential)
  }

  const control = createMixinControl({ breakers: policy.breakers, secret: options.sessionSecret })

  return {
    network: 'mixin',
    open,
    control,
    reload(next) {
      rates = next
    },
    close: () => upstream.close(),
  }
}
