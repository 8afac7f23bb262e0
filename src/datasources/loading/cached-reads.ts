import type { Clock } from '../../clock.ts'
import { callTaker } from '../../request/call-allowance.ts'
import type { CallContext, GatewayRequest } from '../../request/request.ts'
import type { Staleness } from '../../request/staleness.ts'
import type { Scope } from '../../request/scope.ts'
import type { SentCall } from '../../request/upstream-trace.ts'
import { type CacheFillerOptions, createCacheFiller, staleReasonOf } from './cache-filler.ts'
import { lifetimeOf } from './freshness.ts'
import type { Found } from './gathering.ts'
import type { CacheEntry } from './model-cache.ts'
import { createRevalidation } from './revalidation.ts'

export interface CachedReadsOptions<
  Credential extends { readonly scope: Scope },
  Value extends object,
> extends CacheFillerOptions<Credential, Value> {
  readonly clock: Clock
}

export interface CachedRead<Credential> {
  readonly credential: Credential
  readonly request: GatewayRequest
  /** Throws where an id may not cause a call. Not called where a cache entry or another's call will do. */
  readonly admit?: (() => void) | undefined
}

/**
 * Reads one kind of thing through the process's cache. Fresh entries are returned; older ones are returned and
 * revalidated in the background; stale ones, up to a day old, are returned where the upstream is limited or down.
 * Misses join a batch.
 */
export interface CachedReads<Credential, Value> {
  loadMany(ids: readonly string[], read: CachedRead<Credential>): Promise<Found<Value>>
  /** The value of a fresh entry, null where there is no such thing, undefined where it has to be loaded. */
  fresh(id: string, read: CachedRead<Credential>): Value | null | undefined
  /** The same, without showing it: for choosing among calls. */
  peek(id: string, credential: Credential): Value | null | undefined
  /** Loads ids without looking into the cache, for a batch of another kind: in batches that others share. */
  fetch(ids: readonly string[], credential: Credential, context: CallContext): Promise<Found<Value>>
  /** Adds a value that came with another response. */
  put(id: string, credential: Credential, value: Value): void
  /** Removes entries at all gateways: another call was refused for the same things. */
  deny(ids: readonly string[], credential: Credential): void
  /** The same for things that have changed for this viewer: what is being fetched is not kept either. */
  drop(ids: readonly string[], credential: Credential): void
}

/** What the cache has of some ids, and which it has not. */
interface FromCache<Value> {
  /** Null where the id is missing. */
  readonly found: (Value | null | Error)[]
  readonly missing: readonly string[]
  /** Where the missing ones belong; undefined where all are missing. */
  readonly places: readonly number[] | undefined
  /** Those that are to be revalidated. */
  readonly old: readonly string[]
}

export const createCachedReads = <Credential extends { readonly scope: Scope }, Value extends object>(
  options: CachedReadsOptions<Credential, Value>,
): CachedReads<Credential, Value> => {
  const { network, kind, freshness, maxBatchSize, cache, clock, observer } = options
  const filler = createCacheFiller(options)

  const valueOf = (entry: CacheEntry): Value | null => entry.value as Value | null
  const ageOf = (entry: CacheEntry): number => clock.now() - entry.fetchedAt
  const entryOf = ({ scope }: Credential, id: string) => cache.get(scope, kind, id)

  const isWithin = (entry: CacheEntry | undefined, ms: number): entry is CacheEntry =>
    entry !== undefined && ageOf(entry) < lifetimeOf(entry, ms, freshness)

  /** Records that the response shows an entry, and until when that is fresh. */
  const addDependency = (entry: CacheEntry, { cacheDependencies }: GatewayRequest): void =>
    cacheDependencies?.add(entry.ref, entry.fetchedAt + lifetimeOf(entry, freshness.freshMs, freshness))

  /** The same for a value that was fetched: it may have been too large for the cache, or dropped meanwhile. */
  const addFetched = (
    id: string,
    value: Value | null,
    { credential, request }: CachedRead<Credential>,
  ): void => {
    if (!request.cacheDependencies) return
    const entry = entryOf(credential, id)
    if (entry?.value === value) addDependency(entry, request)
    else request.cacheDependencies.noStore()
  }

  /** Shows in the trace what this request waits for no call for. */
  const traceCached = ({ trace }: GatewayRequest, { cache, ids }: SentCall): void =>
    trace?.call({
      network,
      operation: kind,
      method: 'CACHE',
      path: '',
      ids,
      status: null,
      startedAt: performance.now(),
      durationMs: 0,
      cache,
    })

  const revalidate = createRevalidation({ filler, maxBatchSize, show: traceCached })

  const markStale = (entry: CacheEntry, reason: Staleness['reason'], request: GatewayRequest): void => {
    request.cacheDependencies?.noStore()
    if (entry.value === null) return
    request.stale.set(entry.value, { ageMs: ageOf(entry), reason })
    observer.saved(network, 'stale', 1)
    traceCached(request, { cache: 'stale', ids: 1 })
  }

  /** The value of a stale entry, where it may be shown instead of the error; else the error. */
  const staleOr = (
    error: Error,
    id: string,
    { credential, request }: CachedRead<Credential>,
  ): Value | Error => {
    const reason = staleReasonOf(error)
    const entry = entryOf(credential, id)
    if (reason === undefined || !isWithin(entry, freshness.staleMs)) return error
    const value = valueOf(entry)
    if (value === null) return error
    markStale(entry, reason, request)
    return value
  }

  const recall = async (ids: readonly string[], credential: Credential): Promise<void> => {
    if (!filler.recall) return
    const wanted = ids.filter((id) => !isWithin(entryOf(credential, id), freshness.freshMs))
    if (wanted.length > 0) await filler.recall(credential.scope, wanted)
  }

  const noneCached = (ids: readonly string[]): FromCache<Value> => ({
    found: [],
    missing: ids,
    places: undefined,
    old: [],
  })

  const lookUp = (
    ids: readonly string[],
    { credential, request }: CachedRead<Credential>,
  ): FromCache<Value> => {
    const found: (Value | null | Error)[] = []
    const missing: string[] = []
    const places: number[] = []
    const old: string[] = []
    let hits = 0
    for (const id of ids) {
      const entry = entryOf(credential, id)
      if (!isWithin(entry, freshness.revalidateMs)) {
        missing.push(id)
        places.push(found.push(null) - 1)
        continue
      }
      request.trace?.hit()
      addDependency(entry, request)
      const value = valueOf(entry)
      found.push(value)
      if (value !== null) hits += 1
      if (isWithin(entry, freshness.freshMs)) continue
      old.push(id)
      const trouble = filler.troubleOf(entry)
      if (trouble !== undefined) markStale(entry, trouble, request)
    }
    if (hits > 0) observer.saved(network, 'cache', hits)
    return { found, missing, places, old }
  }

  const loadMany = async (ids: readonly string[], read: CachedRead<Credential>): Promise<Found<Value>> => {
    const { credential, request } = read
    request.cacheDependencies?.count(network, ids.length)
    if (filler.recall) await recall(ids, credential)
    // Most callers with a token of their own come with nothing cached.
    const cached = cache.has(credential.scope) ? lookUp(ids, read) : noneCached(ids)
    const { found, missing, places, old } = cached
    const takeCall = callTaker(request, kind, maxBatchSize)
    const admit = (): void => {
      takeCall()
      read.admit?.()
    }
    const fetching = missing.length > 0 && filler.fetch({ credential, ids: missing, context: request, admit })
    const shown = old.length > 0 && revalidate({ ids: old, credential, request, admit: takeCall })
    if (shown) await shown
    if (!fetching) return found
    const fetched = await fetching
    const shownOf = (id: string, index: number): Value | null | Error => {
      const value = fetched[index] ?? null
      if (value instanceof Error) return staleOr(value, id, read)
      addFetched(id, value, read)
      return value
    }
    if (!places) return missing.map(shownOf)
    for (const [index, place] of places.entries()) found[place] = shownOf(missing[index] ?? '', index)
    return found
  }

  return {
    loadMany,
    fresh(id, { credential, request }) {
      const entry = entryOf(credential, id)
      if (!isWithin(entry, freshness.freshMs)) return undefined
      request.trace?.hit()
      addDependency(entry, request)
      request.cacheDependencies?.count(network, 1)
      const value = valueOf(entry)
      if (value !== null) observer.saved(network, 'cache', 1)
      return value
    },
    peek(id, credential) {
      const entry = entryOf(credential, id)
      return isWithin(entry, freshness.freshMs) ? valueOf(entry) : undefined
    },
    fetch: (ids, credential, context) => filler.fetch({ credential, ids, context }),
    put: (id, { scope }, value) => filler.put(scope, id, value),
    deny: (ids, { scope }) => filler.deny(scope, ids),
    drop: (ids, { scope }) => filler.drop(scope, ids),
  }
}
