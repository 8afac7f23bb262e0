import { badUserInput, forbidden, nameOfPlace, unsupported } from '../errors.ts'
import type { GatewayRequest } from '../request/request.ts'
import { type CheckResult, ok } from './check-result.ts'
import { type NetworkName, networkNames } from '../global-id.ts'
import type { ProviderCosts } from './costs.ts'
import type { DataSourcesOf } from './data-sources.ts'
import type { ProviderDependencies } from './dependencies.ts'
import type { ConnectivityDependencies } from './connectivity-check.ts'
import { mixinProvider } from './mixin/index.ts'
import { sealtalkProvider } from './sealtalk/index.ts'
import type { ProviderControl } from './provider-control.ts'
import type { Actions, Features } from './rights.ts'
import type { ReloadableProvider } from './types.ts'

/** The registry: one line per network. The only file that names them all. */
const registry = {
  mixin: mixinProvider,
  sealtalk: sealtalkProvider,
} satisfies Record<
  NetworkName,
  { readonly costs: ProviderCosts; readonly features: Features; readonly actions: Actions }
>

type Registry = typeof registry

/** Each network as one request sees it, in its own type. */
type OpenDataSources = {
  readonly [Name in NetworkName]: ReturnType<ReturnType<Registry[Name]['create']>['open']>
}

/** Settings by network; a network without any is not configured at this gateway. */
export type NetworkSettings = {
  readonly [Name in NetworkName]: Parameters<Registry[Name]['create']>[0]['settings'] | undefined
}

/** What the registry holds for a network, with that network's own settings and data source. */
type Entries = {
  readonly [Name in NetworkName]: {
    create(
      options: ProviderDependencies & { readonly settings: NonNullable<NetworkSettings[Name]> },
    ): ReloadableProvider<OpenDataSources[Name], NonNullable<NetworkSettings[Name]>>
    check(
      settings: NonNullable<NetworkSettings[Name]>,
      deps: ConnectivityDependencies,
    ): Promise<CheckResult[]>
  }
}

const entries: Entries = registry

const isNetworkName = (name: string): name is NetworkName => Object.hasOwn(entries, name)

/** What loading costs at most, for every network, configured or not. */
export const providerCosts = Object.fromEntries(networkNames.map((name) => [name, registry[name].costs])) as {
  readonly [Name in NetworkName]: Registry[Name]['costs']
}

/** What each network has at all, configured or not. */
export const featuresOf = (network: NetworkName): Features => registry[network].features

/** What can be done with its conversations, likewise. */
export const actionsOf = (network: NetworkName): Actions => registry[network].actions

export type DataSources = DataSourcesOf<OpenDataSources>

export interface Providers {
  /** Opens the networks for one request. */
  open(request: GatewayRequest): DataSources
  readonly configured: readonly NetworkName[]
  /** Takes the limits of these settings. Everything else of them needs new providers. */
  reload(settings: NetworkSettings): void
  /** What an operator may see of a network and do to it; undefined where it is not configured. */
  control(network: NetworkName): ProviderControl | undefined
  close(): Promise<void>
}

export const createProviders = (settings: NetworkSettings, deps: ProviderDependencies): Providers => {
  type Own<Name extends NetworkName> = ReturnType<Entries[Name]['create']>
  const create = <Name extends NetworkName>(name: Name): Own<Name> | undefined => {
    const own = settings[name]
    return own && (entries[name].create({ ...deps, settings: own }) as Own<Name>)
  }
  const providers = Object.fromEntries(networkNames.map((name) => [name, create(name)])) as {
    readonly [Name in NetworkName]: Own<Name> | undefined
  }

  const open = (request: GatewayRequest): DataSources => {
    const sources: { -readonly [Name in NetworkName]?: OpenDataSources[Name] | undefined } = {}
    const only = request.caller.key?.network
    const isPermitted = (network: NetworkName): boolean => only === undefined || only === network
    const find = <Name extends NetworkName>(network: Name): OpenDataSources[Name] | undefined => {
      if (!isPermitted(network)) {
        throw forbidden(network, `This API key is for ${only} only. Send another one, or none.`)
      }
      const known: OpenDataSources[Name] | undefined = sources[network]
      if (known) return known
      const source = providers[network]?.open(request)
      Object.assign(sources, { [network]: source })
      return source
    }
    const get = <Name extends NetworkName>(network: Name): OpenDataSources[Name] => {
      const source = find(network)
      if (!source) throw unsupported(network, `${network} is not configured at this gateway.`)
      return source
    }
    return {
      features: featuresOf,
      find,
      get,
      all: () =>
        networkNames
          .filter(isPermitted)
          .map(find)
          .filter((source) => source !== undefined),
      open(network, place = ['id']) {
        if (!isNetworkName(network)) {
          throw badUserInput(
            `${nameOfPlace(place)}: must be a global id, which begins with a network, ${networkNames.join(' or ')}, and a colon.`,
            place,
          )
        }
        return get(network)
      },
      forLookup(way) {
        const network = networkNames.find((name) => way.startsWith(name))
        if (!network) throw badUserInput(`${way} does not begin with a network of this gateway.`, [])
        return get(network)
      },
    }
  }

  const reload = <Name extends NetworkName>(name: Name, next: NetworkSettings[Name]): void => {
    if (next) providers[name]?.reload(next)
  }

  const all = Object.values(providers).filter((provider) => provider !== undefined)
  return {
    open,
    configured: all.map(({ network }) => network),
    reload(next) {
      for (const name of networkNames) reload(name, next[name])
    },
    control: (network) => providers[network]?.control,
    close: async () => void (await Promise.all(all.map((provider) => provider.close()))),
  }
}

/** Checks that each configured network can be reached and accepts its settings, by calls that change nothing. */
export const checkNetworks = async (
  settings: NetworkSettings,
  deps: ConnectivityDependencies,
): Promise<CheckResult[]> => {
  const check = async <Name extends NetworkName>(
    name: Name,
    own: NetworkSettings[Name],
  ): Promise<CheckResult[]> => (own ? entries[name].check(own, deps) : [ok(name, 'not configured')])
  return (await Promise.all(networkNames.map((name) => check(name, settings[name])))).flat()
}
