import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { Observer } from '../telemetry/observer.ts'
import type { Proxies } from '../upstream/egress.ts'
import type { Budgets } from '../upstream/rate-limits/budget.ts'
import type { AttemptLimiter } from '../upstream/rate-limits/attempt-limiter.ts'
import type { Secret } from '../secret.ts'
import type { NetworkSwitch } from '../upstream/network-switch.ts'
import type { BruteForceGuard } from './brute-force-guard.ts'
import type { ModelCache } from './loading/model-cache.ts'
import type { StateBounds } from '../upstream/rate-limits/expiring-map.ts'
import type { ViewerScope } from '../request/scope.ts'
import type { SharedStore } from './shared-store.ts'

/** What every provider is built with: caches, limits and clocks, and what tests inject. */
export interface ProviderDependencies {
  /** Connections per upstream origin. */
  readonly connections: number
  /** Through which networks are called. Default: none. */
  readonly proxies?: Proxies | undefined
  /** Milliseconds that one upstream call may take, waits and retries included. */
  readonly callTimeoutMs: number
  readonly observer: Observer
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly cache: ModelCache
  readonly budgets: Budgets
  /** Which networks an operator has closed. Default: none, ever. */
  readonly networkSwitch?: NetworkSwitch | undefined
  readonly attempts: AttemptLimiter
  readonly bruteForceGuard: BruteForceGuard
  readonly viewerScope: ViewerScope
  /** Default: those of each kind of state. */
  readonly stateBounds?: StateBounds | undefined
  /** The store that several gateways share. Left out: this gateway runs alone. */
  readonly shared?: SharedStore | undefined
  /** Seals sessions. Default: random for the life of the process. */
  readonly sessionSecret?: Secret | undefined
  /** Earlier values of `sessionSecret`: what they sealed is accepted too. */
  readonly formerSessionSecrets?: readonly Secret[] | undefined
  /** Replaces the network in tests. */
  readonly dispatcher?: Dispatcher | undefined
}
