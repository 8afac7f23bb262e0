import type { CacheSize } from '../datasources/loading/fair-cache.ts'
import type { ProviderControl } from '../datasources/provider-control.ts'
import { type NetworkName, networkNames } from '../global-id.ts'
import type { RedisState as Redis } from '../redis/status.ts'
import { nameOfScope } from '../request/scope.ts'
import type { BreakerState } from '../upstream/breaker.ts'
import type { NetworkSwitch } from '../upstream/network-switch.ts'
import type { BudgetsState } from '../upstream/rate-limits/budgets-state.ts'

/** Rows of cooldowns, and of budgets, for all networks together. */
export const MAX_ROWS = 100

/** A circuit that was used. Times are milliseconds. */
export interface ShownBreaker {
  readonly operation: string
  readonly state: BreakerState['state']
  /** Null while it is closed. */
  readonly openForMs: number | null
  /** Until a call may probe; null unless it is open. */
  readonly probeInMs: number | null
}

/** Calls that are paused since the network refused one as one too many. */
export interface ShownCooldown {
  readonly operation: string
  /** `bot`, or a digest as in the log. */
  readonly account: string
  readonly leftMs: number
}

/** What is left of calls that are limited, while they are in use or not all refilled. */
export interface ShownBudget {
  readonly operation: string
  /** `bot`, or a digest as in the log. */
  readonly account: string
  /** Null where only the number at a time is limited. */
  readonly remaining: number | null
  /** Until the next call is possible. */
  readonly waitMs: number
  readonly inFlight: number
  /** Calls that wait for one of these to end. */
  readonly waiting: number
}

export interface NetworkState {
  readonly isConfigured: boolean
  /** Null while it is open. `endsInMs`: null until it is opened. */
  readonly closed: { readonly forMs: number; readonly endsInMs: number | null } | null
  readonly breakers: readonly ShownBreaker[]
  readonly cooldowns: readonly ShownCooldown[]
  readonly budgets: readonly ShownBudget[]
}

/** Null without `REDIS_URL`. */
export type RedisState = {
  /** Null until Redis has been reached. */
  readonly mode: NonNullable<Redis['mode']> | null
  readonly status: Redis['status']
  /** With which writes are refused; null unless they are. */
  readonly code: string | null
  readonly sinceMs: number
} | null

/** The state of one process, or of all workers together. Has no secret and no id of an account. */
export interface GatewayState {
  readonly networks: Readonly<Record<NetworkName, NetworkState>>
  readonly caches: { readonly models: CacheSize; readonly responses: CacheSize }
  readonly redis: RedisState
  /** How many there are in all: the networks show `MAX_ROWS` at most. */
  readonly counts: { readonly cooldowns: number; readonly budgets: number }
}

export interface StateSources {
  readonly controlOf: (network: NetworkName) => ProviderControl | undefined
  readonly networkSwitch: Pick<NetworkSwitch, 'find'>
  readonly budgets: BudgetsState
  readonly caches: GatewayState['caches']
  readonly redis: RedisState
}

const round = (ms: number | undefined): number | null => (ms === undefined ? null : Math.ceil(ms))

/** Splits `mixin readUsers`. */
const isOf = (network: string, { name }: { readonly name: string }): boolean => name.startsWith(`${network} `)
const operationOf = ({ name }: { readonly name: string }): string => name.slice(name.indexOf(' ') + 1)

export const toGatewayState = (sources: StateSources): GatewayState => {
  const { controlOf, networkSwitch, budgets, caches, redis } = sources

  const ofNetwork = (network: NetworkName): NetworkState => {
    const control = controlOf(network)
    const closing = networkSwitch.find(network)
    return {
      isConfigured: control !== undefined,
      closed: closing ? { forMs: Math.floor(closing.closedForMs), endsInMs: round(closing.leftMs) } : null,
      breakers: (control?.breakers() ?? []).map((breaker) => ({
        operation: operationOf(breaker),
        state: breaker.state,
        openForMs: round(breaker.openForMs),
        probeInMs: round(breaker.probeInMs),
      })),
      cooldowns: budgets.cooldowns
        .filter((one) => isOf(network, one))
        .map((one) => ({
          operation: operationOf(one),
          account: nameOfScope(one.scope),
          leftMs: Math.ceil(one.leftMs),
        })),
      budgets: budgets.quotas
        .filter((one) => isOf(network, one))
        .map((one) => ({
          operation: operationOf(one),
          account: nameOfScope(one.scope),
          remaining: one.remaining ?? null,
          waitMs: Math.ceil(one.waitMs),
          inFlight: one.inFlight,
          waiting: one.waiting,
        })),
    }
  }

  return {
    networks: Object.fromEntries(
      networkNames.map((name) => [name, ofNetwork(name)]),
    ) as GatewayState['networks'],
    caches,
    redis,
    counts: { cooldowns: budgets.cooldownCount, budgets: budgets.quotaCount },
  }
}
