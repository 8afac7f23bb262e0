import { badUserInput, unsupported } from '../errors.ts'
import type { GatewayRequest } from '../gateway-request.ts'
import type { NetworkName } from '../global-id.ts'
import type { ProviderDependencies } from './dependencies.ts'
import { createMixinProvider, type MixinDataSource, type MixinSettings } from './mixin/index.ts'
import { createSealTalkProvider, type SealTalkDataSource, type SealTalkSettings } from './sealtalk/index.ts'
import type { MessengerDataSource, Provider, UserLookupValues } from './types.ts'

/** Settings by network; a network without any is not configured at this gateway. */
export interface NetworkSettings {
  readonly mixin: MixinSettings | undefined
  readonly sealtalk: SealTalkSettings | undefined
}

/** The registry: one line per network. The only file that names them all. */
const factories = {
  mixin: ({ mixin }: NetworkSettings, deps: ProviderDependencies) =>
    mixin && createMixinProvider({ settings: mixin, ...deps }),
  sealtalk: ({ sealtalk }: NetworkSettings, deps: ProviderDependencies) =>
    sealtalk && createSealTalkProvider({ settings: sealtalk, ...deps }),
} satisfies Record<
  NetworkName,
  (settings: NetworkSettings, deps: ProviderDependencies) => Provider | undefined
>

interface Rooms {
  readonly mixin: MixinDataSource
  readonly sealtalk: SealTalkDataSource
}

export const networkNames = Object.keys(factories) as readonly NetworkName[]

const isNetworkName = (name: string): name is NetworkName => Object.hasOwn(factories, name)

/** The networks as one request sees them; each is opened when it is first asked for. */
export interface DataSources {
  /** Undefined where the network is not configured. */
  find<Name extends NetworkName>(network: Name): Rooms[Name] | undefined
  /** Throws UNSUPPORTED where the network is not configured. */
  get<Name extends NetworkName>(network: Name): Rooms[Name]
  /** Every configured network, opened. */
  all(): readonly MessengerDataSource[]
  /** The room that the first part of a global id names. Throws BAD_USER_INPUT for one that does not exist. */
  open(network: string): MessengerDataSource
  /** The room that a field of `UserBy` names by its first syllable. */
  forLookup(way: keyof UserLookupValues): MessengerDataSource
}

export interface Providers {
  /** Opens the networks for one request. */
  open(request: GatewayRequest): DataSources
  readonly configured: readonly NetworkName[]
  close(): Promise<void>
}

export const createProviders = (settings: NetworkSettings, deps: ProviderDependencies): Providers => {
  const providers: { readonly [Name in NetworkName]: Provider<Rooms[Name]> | undefined } = {
    mixin: factories.mixin(settings, deps),
    sealtalk: factories.sealtalk(settings, deps),
  }

  const open = (request: GatewayRequest): DataSources => {
    const rooms: { -readonly [Name in NetworkName]?: Rooms[Name] | undefined } = {}
    const find = <Name extends NetworkName>(network: Name): Rooms[Name] | undefined => {
      const room: Rooms[Name] | undefined = rooms[network] ?? providers[network]?.open(request)
      Object.assign(rooms, { [network]: room })
      return room
    }
    const get = <Name extends NetworkName>(network: Name): Rooms[Name] => {
      const room = find(network)
      if (!room) throw unsupported(network, `${network} is not configured at this gateway.`)
      return room
    }
    return {
      find,
      get,
      all: () => networkNames.map(find).filter((room) => room !== undefined),
      open(network) {
        if (!isNetworkName(network))
          throw badUserInput(`"${network.slice(0, 20)}" is no network of this gateway.`)
        return get(network)
      },
      forLookup(way) {
        const network = networkNames.find((name) => way.startsWith(name))
        if (!network) throw badUserInput(`${way} names no network of this gateway.`)
        return get(network)
      },
    }
  }

  const all = Object.values(providers).filter((provider) => provider !== undefined)
  return {
    open,
    configured: all.map(({ network }) => network),
    close: async () => void (await Promise.all(all.map((provider) => provider.close()))),
  }
}
