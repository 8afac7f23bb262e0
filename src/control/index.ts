import type { Clock } from '../clock.ts'
import type { Providers } from '../datasources/index.ts'
import type { ModelCache } from '../datasources/loading/model-cache.ts'
import type { ProviderControl } from '../datasources/provider-control.ts'
import { decodeGlobalId, type NetworkName, networkNames } from '../global-id.ts'
import type { RedisState as Redis } from '../redis/status.ts'
import type { ResponseCache } from '../response/response-cache.ts'
import type { NetworkSwitch } from '../upstream/network-switch.ts'
import type { Budgets } from '../upstream/rate-limits/budget.ts'
import type { ControlAction, ControlResult } from './action.ts'
import { type GatewayState, MAX_ROWS, type RedisState, toGatewayState } from './state.ts'

/** What an operator may see of a running gateway and do to it. */
export interface GatewayControl {
  state(): Promise<GatewayState>
  /**
   * - `drop-copies`: drops every copy that may show a user, or all copies, at all gateways that share a Redis.
   * - `close-network`: sends no call to it, in this process, until it is opened or the time is over.
   * - `end-sessions`: ends all sessions of a user that the gateway has issued, at all gateways that share a store.
   */
  run(action: ControlAction): Promise<ControlResult>
}

/** The last change of Redis' state. */
export interface RedisChange {
  readonly state: Redis
  /** By `Clock.now`. */
  readonly since: number
}

export interface GatewayControlOptions {
  readonly clock: Clock
  readonly providers: Pick<Providers, 'control'>
  readonly networkSwitch: NetworkSwitch
  readonly budgets: Pick<Budgets, 'state'>
  readonly models: Pick<ModelCache, 'drop' | 'dropAll' | 'size'>
  /** It is replaced when settings are read again. */
  readonly responses: () => Pick<ResponseCache, 'size'>
  /** Undefined without Redis. */
  readonly redis: () => RedisChange | undefined
}

/** A user of a network that is configured. */
interface KnownUser {
  readonly network: NetworkName
  readonly control: ProviderControl
  readonly userId: string
}

export const createGatewayControl = (options: GatewayControlOptions): GatewayControl => {
  const { clock, providers, networkSwitch, budgets, models, responses } = options

  const redisState = (): RedisState => {
    const redis = options.redis()
    if (!redis) return null
    const { status, code = null, mode = null } = redis.state
    return { mode, status, code, sinceMs: Math.floor(clock.now() - redis.since) }
  }
  /** Whether others hear of what is dropped now, and those that start later as well. */
  const isShared = (): boolean | null => {
    const redis = redisState()
    return redis && redis.status === 'up'
  }

  const networkCalled = (name: string): NetworkName | undefined =>
    networkNames.find((network) => network === name.toLowerCase())

  const findUser = (id: string): KnownUser | string => {
    const parts = decodeGlobalId(id)
    const network = parts && networkNames.find((name) => name === parts.network)
    if (!parts || !network || parts.kind !== 'user') {
      return `user: must be the global id of a user, such as ${networkNames.map((name) => `${name}:user:…`).join(' or ')}.`
    }
    const control = providers.control(network)
    if (!control) return `user: ${network} is not configured at this gateway.`
    const userId = control.normalizeUserId(parts.upstreamId)
    return userId === undefined
      ? `user: what follows ${network}:user: is not an id of that network.`
      : { network, control, userId }
  }

  const dropUser = ({ network, control, userId }: KnownUser): ControlResult => {
    for (const { kind, id } of control.copiesOfUser(userId)) {
      if (id === undefined) models.dropAll(kind)
      else models.drop(kind, id)
    }
    const account = control.nameOfUser(userId)
    return { network, account, sharedByRedis: isShared() }
  }

  const dropEverything = (): ControlResult => {
    models.dropAll()
    return { network: undefined, account: undefined, sharedByRedis: isShared() }
  }

  const switchNetwork = (name: string, change: (network: NetworkName) => void): ControlResult => {
    const network = networkCalled(name)
    if (!network) return { refusal: `network: must be one of: ${networkNames.join(', ')}.` }
    if (!providers.control(network)) {
      return { refusal: `network: ${network} is not configured at this gateway.` }
    }
    change(network)
    return { network, account: undefined, sharedByRedis: null }
  }

  const endSessions = async ({ network, control, userId }: KnownUser): Promise<ControlResult> => {
    if (!control.endSessions) {
      return {
        refusal: `user: ${network} issues its tokens itself, so this gateway has no sessions of ${network} to end.`,
      }
    }
    const isTold = await control.endSessions(userId)
    return { network, account: control.nameOfUser(userId), sharedByRedis: redisState() && isTold }
  }

  const withUser = (id: string, run: (user: KnownUser) => ControlResult | Promise<ControlResult>) => {
    const user = findUser(id)
    return typeof user === 'string' ? { refusal: user } : run(user)
  }

  return {
    state: async () =>
      toGatewayState({
        controlOf: providers.control,
        networkSwitch,
        budgets: await budgets.state(MAX_ROWS),
        caches: { models: models.size(), responses: responses().size() },
        redis: redisState(),
      }),
    async run(asked) {
      if (asked.action === 'close-network') {
        return switchNetwork(asked.network, (network) => networkSwitch.close(network, asked.forMs))
      }
      if (asked.action === 'open-network') return switchNetwork(asked.network, networkSwitch.open)
      if (asked.action === 'end-sessions') return withUser(asked.user, endSessions)
      return asked.user === undefined ? dropEverything() : withUser(asked.user, dropUser)
    },
  }
}
