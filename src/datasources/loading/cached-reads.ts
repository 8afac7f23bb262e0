import type { Clock } from '../../clock.ts'
import { type GatewayError, isGatewayError } from '../../errors.ts'
import type { CallContext, GatewayRequest, Staleness } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { createGrowingLru } from '../../lru.ts'
import type { NetworkName } from '../../global-id.ts'
import { createBatcher } from './batcher.ts'
import type { Found } from './loader.ts'
import type { Freshness } from './freshness.ts'
import type { CacheEntry, FetchTicket, ModelCache } from './model-cache.ts'
import type { Scope } from '../../request/scope.ts'
import { createSharedEntries } from './shared-entries.ts'
import type { SharedStore } from '../shared-store.ts'

export interface CachedReadsOptions<Credential extends { readonly scope: Scope }, Value extends object> {
  readonly network: NetworkName
  /** Kind of the things read: a part of their cache keys. */
  readonly kind: string
  readonly freshness: Freshness
  readonly maxBatchSize: number
  readonly cache: ModelCache
  readonly clock: Clock
  readonly observer: Observer
  /** Where several gateways keep copies; each for itself where left out. */
  readonly shared?: Pick<SharedStore, 'models'> | undefined
  /** The model out of a copy, if it is the one with this id. Left out: this kind is not shared. */
  readonly decodeStored?: ((value: unknown, id: string) => Value | undefined) | undefined
  readonly fetchMany: (
    credential: Credential,
    ids: readonly string[],
    context: CallContext,
  ) => Promise<Found<Value>>
}

export interface CachedRead<Credential> {
  readonly credential: Credential
  readonly request: GatewayRequest
  /** May refuse to let an id cause a call, by throwing. Not asked where a copy or another's call will do. */
  readonly admit?: (() => void) | undefined
}

/**
 * Reads of one kind of thing through the process's cache: fresh copies answer at once, older ones answer and
 * are fetched anew in the background, and copies up to a day old answer where the upstream is limited or down.
 * What is missing is fetched in batches that requests of one scope share.
 */
export interface CachedReads<Credential, Value> {
  loadMany(ids: readonly string[], read: CachedRead<Credential>): Promise<Found<Value>>
  /** The fresh copy, at once; null where there is no such thing, undefined where it has to be loaded. */
  fresh(id: string, read: CachedRead<Credential>): Value | null | undefined
  /** Whether there is a fresh copy: for choosing among calls. */
  peek(id: string, credential: Credential): Value | null | undefined
  /** Takes in what another answer brought along. */
  put(id: string, credential: Credential, value: Value): void
}

const MAX_TROUBLES = 10_000

/** Errors that a copy past its time is better than. */
const reasonFor = (error: unknown): Staleness['reason'] | undefined =>
  isGatewayError(error) && (error.code === 'RATE_LIMITED' || error.code === 'UPSTREAM_UNAVAILABLE')
    ? error.code
    : undefined

const isRevoked = (error: unknown): error is GatewayError =>
  isGatewayError(error) && error.code === 'UNAUTHENTICATED'

/** The upstream says that this viewer may not see it, or no longer: then an outage shows no copy of it either. */
const isDenied = (error: unknown): boolean =>
  isGatewayError(error) && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')

export const createCachedReads = <Credential extends { readonly scope: Scope }, Value extends object>(
  options: CachedReadsOptions<Credential, Value>,
): CachedReads<Credential, Value> => {
  const { network, kind, freshness, maxBatchSize, cache, clock, observer, shared, decodeStored, fetchMany } =
    options
  const copies =
    shared && decodeStored && createSharedEntries({ ...shared, cache, kind, freshness, decodeStored })

  /** Scopes whose last fetch failed in a way that copies are better than. */
  const troubles = createGrowingLru<Scope, Staleness['reason']>(MAX_TROUBLES)

  const keep = (scope: Scope, id: string, value: Value | null, ticket: FetchTicket): void => {
    cache.set(scope, kind, id, value, ticket)
    copies?.hand(scope, id, value, ticket)
  }

  const withdraw = (scope: Scope, id: string): void => {
    cache.remove(scope, kind, id)
    copies?.withdraw(scope, id)
  }

  const batcher = createBatcher<Credential, Value>({
    network,
    kind,
    maxBatchSize,
    onShared: (count) => observer.saved(network, 'coalesced', count),
    async fetchMany(credential, ids, context) {
      const ticket = cache.begin()
      if (ids.length > 1) observer.saved(network, 'batch', ids.length - 1)
      try {
        const found = await fetchMany(credential, ids, context)
        troubles.delete(credential.scope)
        ids.forEach((id, index) => {
          const value = found[index] ?? null
          if (!(value instanceof Error)) keep(credential.scope, id, value, ticket)
          else if (isDenied(value)) withdraw(credential.scope, id)
        })
        return found
      } catch (error) {
        const reason = reasonFor(error)
        if (reason !== undefined) troubles.set(credential.scope, reason)
        // Nothing that this credential once saw may be shown to whoever still holds it.
        if (isRevoked(error)) cache.dropScope(credential.scope)
        if (isDenied(error)) for (const id of ids) withdraw(credential.scope, id)
        throw error
      }
    },
  })

  cache.onDrop((dropped, id) => {
    if (dropped === kind) batcher.outdate(id)
  })

  const ageOf = (entry: CacheEntry): number => clock.now() - entry.fetchedAt
  const valueOf = (entry: CacheEntry): Value | null => entry.value as Value | null

  /** For how much of a time a copy is believed: one of nothing not as long as others. */
  const within = (ms: number, { value }: CacheEntry): number =>
    value === null ? Math.min(ms, freshness.absentMs) : ms

  const isGoodFor = (entry: CacheEntry | undefined, ms: number): entry is CacheEntry =>
    entry !== undefined && ageOf(entry) < within(ms, entry)

  /** Says of what an answer is made, and until when it may be answered without a thought. */
  const note = (entry: CacheEntry, { cacheDependencies }: GatewayRequest): void =>
    cacheDependencies?.add(entry.copy, entry.fetchedAt + within(freshness.freshMs, entry))

  /** Tells of what the answer was made that a fetch brought: of the copy of it, if it has been kept. */
  const tell = (id: string, value: Value | null, { credential, request }: CachedRead<Credential>): void => {
    if (!request.cacheDependencies) return
    const entry = cache.get(credential.scope, kind, id)
    if (entry?.value === value) note(entry, request)
    else request.cacheDependencies.noStore()
  }

  /** What a trace shows of a call that this request does not wait for. */
  const noteUnmade = ({ trace }: GatewayRequest, outcome: 'revalidate' | 'stale', count: number): void =>
    trace?.call({
      network,
      operation: kind,
      method: 'CACHE',
      path: '',
      ids: count,
      status: null,
      startedAt: performance.now(),
      durationMs: 0,
      cache: outcome,
    })

  const revalidate = (ids: readonly string[], { credential, request }: CachedRead<Credential>): void => {
    noteUnmade(request, 'revalidate', ids.length)
    // Its failure is nobody's: the copy goes on until it is too old.
    const context: CallContext = { id: request.id, span: request.span }
    void batcher.load({ scope: credential.scope, credential, keys: ids, context })
  }

  /** Says of a copy that it is shown because the upstream is limited or down. */
  const markStale = (entry: CacheEntry, reason: Staleness['reason'], request: GatewayRequest): void => {
    request.cacheDependencies?.noStore()
    if (entry.value === null) return
    request.stale.set(entry.value, { ageMs: ageOf(entry), reason })
    observer.saved(network, 'stale', 1)
    noteUnmade(request, 'stale', 1)
  }

  /** A copy past its time, where that is better than an error. */
  const staleOr = (
    error: Error,
    id: string,
    { credential, request }: CachedRead<Credential>,
  ): Value | Error => {
    const reason = reasonFor(error)
    const entry = cache.get(credential.scope, kind, id)
    if (reason === undefined || !isGoodFor(entry, freshness.staleMs)) return error
    const value = valueOf(entry)
    if (value === null) return error
    markStale(entry, reason, request)
    return value
  }

  const loadMany = async (ids: readonly string[], read: CachedRead<Credential>): Promise<Found<Value>> => {
    const { credential, request, admit } = read
    const found: (Value | null | Error)[] = []
    request.cacheDependencies?.count(network, ids.length)
    const missing: string[] = []
    const places: number[] = []
    let copied = 0
    const old: string[] = []
    if (copies) {
      const wanted = ids.filter((id) => !isGoodFor(cache.get(credential.scope, kind, id), freshness.freshMs))
      if (wanted.length > 0) await copies.recall(credential.scope, wanted)
    }
    for (const id of ids) {
      const entry = cache.get(credential.scope, kind, id)
      if (!isGoodFor(entry, freshness.revalidateMs)) {
        missing.push(id)
        places.push(found.push(null) - 1)
        continue
      }
      request.trace?.hit()
      note(entry, request)
      const value = valueOf(entry)
      found.push(value)
      if (value !== null) copied += 1
      if (isGoodFor(entry, freshness.freshMs)) continue
      old.push(id)
      const trouble = troubles.get(credential.scope)
      if (trouble !== undefined) markStale(entry, trouble, request)
    }
    if (copied > 0) observer.saved(network, 'cache', copied)
    if (old.length > 0) revalidate(old, read)
    if (missing.length === 0) return found
    const fetched = await batcher.load({
      scope: credential.scope,
      credential,
      keys: missing,
      context: request,
      admit,
    })
    missing.forEach((id, index) => {
      const value = fetched[index] ?? null
      if (!(value instanceof Error)) tell(id, value, read)
      found[places[index] ?? NaN] = value instanceof Error ? staleOr(value, id, read) : value
    })
    return found
  }

  const fresh = (id: string, { credential, request }: CachedRead<Credential>): Value | null | undefined => {
    const entry = cache.get(credential.scope, kind, id)
    if (!isGoodFor(entry, freshness.freshMs)) return undefined
    request.trace?.hit()
    note(entry, request)
    request.cacheDependencies?.count(network, 1)
    const value = valueOf(entry)
    if (value !== null) observer.saved(network, 'cache', 1)
    return value
  }

  return {
    loadMany,
    fresh,
    peek(id, { scope }) {
      const entry = cache.get(scope, kind, id)
      return isGoodFor(entry, freshness.freshMs) ? valueOf(entry) : undefined
    },
    put: (id, { scope }, value) => keep(scope, id, value, cache.begin()),
  }
}
