import type { CacheSize } from '../datasources/loading/fair-cache.ts'
import { networkNames } from '../global-id.ts'
import type { GatewayState, NetworkState, RedisState, ShownBreaker, ShownBudget } from './state.ts'

const max = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other)
const min = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other)

/** Makes one row of those that have the same key. */
const mergeRows = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  merge: (one: Row, other: Row) => Row,
): Row[] => {
  const merged = new Map<string, Row>()
  for (const row of rows) {
    const known = merged.get(keyOf(row))
    merged.set(keyOf(row), known ? merge(known, row) : row)
  }
  return [...merged.values()]
}

const SEVERITY = { closed: 0, probing: 1, open: 2 } as const

const mergeBreakers = (one: ShownBreaker, other: ShownBreaker): ShownBreaker => ({
  operation: one.operation,
  state: SEVERITY[one.state] >= SEVERITY[other.state] ? one.state : other.state,
  openForMs: max(one.openForMs, other.openForMs),
  probeInMs: min(one.probeInMs, other.probeInMs),
})

const mergeBudgets = (one: ShownBudget, other: ShownBudget): ShownBudget => ({
  ...one,
  remaining: min(one.remaining, other.remaining),
  waitMs: Math.max(one.waitMs, other.waitMs),
  inFlight: one.inFlight + other.inFlight,
  waiting: one.waiting + other.waiting,
})

const keyOf = ({ operation, account }: { readonly operation: string; readonly account: string }): string =>
  `${operation} ${account}`

const mergeNetworks = (all: readonly NetworkState[]): NetworkState => ({
  isConfigured: all.some(({ isConfigured }) => isConfigured),
  closed: all.find(({ closed }) => closed !== null)?.closed ?? null,
  breakers: mergeRows(
    all.flatMap(({ breakers }) => breakers),
    ({ operation }) => operation,
    mergeBreakers,
  ),
  cooldowns: mergeRows(
    all.flatMap(({ cooldowns }) => cooldowns),
    keyOf,
    (one, other) => (one.leftMs >= other.leftMs ? one : other),
  ),
  budgets: mergeRows(
    all.flatMap(({ budgets }) => budgets),
    keyOf,
    mergeBudgets,
  ),
})

const mergeSizes = (all: readonly CacheSize[]): CacheSize => {
  const sum = (key: keyof CacheSize): number => all.reduce((total, size) => total + size[key], 0)
  return { entries: sum('entries'), owners: sum('owners'), bytes: sum('bytes'), maxBytes: sum('maxBytes') }
}

const REDIS_SEVERITY = { up: 0, refusing: 1, down: 2 } as const

/** The worst of them: up since the last one is, otherwise since the first one is not. */
const mergeRedis = (all: readonly RedisState[]): RedisState => {
  const known = all.filter((redis) => redis !== null)
  const [worst] = known.toSorted((one, other) => REDIS_SEVERITY[other.status] - REDIS_SEVERITY[one.status])
  if (!worst) return null
  const { status, code } = worst
  const mode = known.find((redis) => redis.mode !== null)?.mode ?? null
  const alike = known.filter((redis) => redis.status === status).map(({ sinceMs }) => sinceMs)
  return { mode, status, code, sinceMs: status === 'up' ? Math.min(...alike) : Math.max(...alike) }
}

/**
 * The state of several workers as one gateway's: what is paused in one counts, and caches and calls in flight are sums.
 * @param all of one worker at least
 */
export const mergeStates = (all: readonly GatewayState[]): GatewayState => ({
  networks: Object.fromEntries(
    networkNames.map((name) => [name, mergeNetworks(all.map(({ networks }) => networks[name]))]),
  ) as GatewayState['networks'],
  caches: {
    models: mergeSizes(all.map(({ caches }) => caches.models)),
    responses: mergeSizes(all.map(({ caches }) => caches.responses)),
  },
  redis: mergeRedis(all.map(({ redis }) => redis)),
  counts: {
    cooldowns: Math.max(...all.map(({ counts }) => counts.cooldowns)),
    budgets: Math.max(...all.map(({ counts }) => counts.budgets)),
  },
})
