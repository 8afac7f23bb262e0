import { isGatewayError } from '../../errors.ts'
import type { NetworkName } from '../../global-id.ts'
import type { CachedThing, EntryRef } from '../../request/cache-dependencies.ts'
import type { CallContext } from '../../request/request.ts'
import type { Staleness } from '../../request/staleness.ts'
import type { Scope } from '../../request/scope.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { SharedStore } from '../shared-store.ts'
import type { BatchTimingOptions } from './batch-timing.ts'
import { createBatcher } from './batcher.ts'
import type { Freshness } from './freshness.ts'
import type { Found } from './gathering.ts'
import type { CacheEntry, FetchTicket, ModelCache } from './model-cache.ts'
import { createSharedEntries } from './shared-entries.ts'

export interface CacheFillerOptions<
  Credential extends { readonly scope: Scope },
  Value extends object,
> extends BatchTimingOptions {
  readonly network: NetworkName
  /** The kind of the things: a part of their cache keys. */
  readonly kind: string
  readonly freshness: Freshness
  readonly cache: ModelCache
  readonly observer: Observer
  /** Cache entries that several gateways share. Left out: each gateway has its own. */
  readonly shared?: Pick<SharedStore, 'models'> | undefined
  /** Checks a value of a shared entry; undefined where it is not the model with this id. Left out: not shared. */
  readonly decodeStored?: ((value: unknown, id: string) => Value | undefined) | undefined
  /** Whether the kind may be dropped as a whole, so that shared entries have to be compared with that too. Default: no. */
  readonly isDroppedWhole?: boolean | undefined
  readonly fetchMany: (
    credential: Credential,
    ids: readonly string[],
    context: CallContext,
  ) => Promise<Found<Value>>
  /** Other things whose change changes the value too. Default: none. */
  readonly mentions?: Mentions<Value> | undefined
}

/** What values mention of another kind. */
export interface Mentions<Value> {
  readonly kind: string
  /** Ids of that kind. */
  idsIn(value: Value): readonly string[]
}

export interface FillRequest<Credential> {
  readonly credential: Credential
  readonly ids: readonly string[]
  readonly context: CallContext
  readonly admit?: (() => void) | undefined
}

/** Brings things of one kind into the process's cache, from the upstream or from other gateways. */
export interface CacheFiller<Credential, Value> {
  /** Fetches ids in batches that requests of one scope share. Never rejects. */
  fetch(request: FillRequest<Credential>): Promise<Found<Value>>
  /** Takes in newer entries of other gateways; undefined where there are none. */
  readonly recall: ((scope: Scope, ids: readonly string[]) => Promise<void>) | undefined
  put(scope: Scope, id: string, value: Value): void
  /** Removes entries of one scope at all gateways: the upstream refused them, or has no such things. */
  deny(scope: Scope, ids: readonly string[]): void
  /** The same for things that have changed in this scope: nobody gets, and nothing keeps, what is being fetched. */
  drop(scope: Scope, ids: readonly string[]): void
  /**
   * Why the last fetch that was to replace an entry failed, if a stale entry may be shown instead. Other entries of
   * the scope say nothing about it: their own data may be the reason.
   */
  troubleOf(entry: CacheEntry): Staleness['reason'] | undefined
}

/** The reason to show a stale entry rather than this error; undefined for other errors. */
export const staleReasonOf = (error: unknown): Staleness['reason'] | undefined =>
  isGatewayError(error) && (error.code === 'RATE_LIMITED' || error.code === 'UPSTREAM_UNAVAILABLE')
    ? error.code
    : undefined

/** The viewer may not, or may no longer, see it: a later outage must not show a stale entry either. */
export const isDenied = (error: unknown): boolean =>
  isGatewayError(error) && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')

/** The ids that the upstream refused, or that it does not know. */
export const deniedIds = (ids: readonly string[], found: Found<unknown>): string[] =>
  ids.filter((_, index) => (found[index] ?? null) === null || isDenied(found[index]))

export const createCacheFiller = <Credential extends { readonly scope: Scope }, Value extends object>(
  options: CacheFillerOptions<Credential, Value>,
): CacheFiller<Credential, Value> => {
  const {
    network,
    kind,
    freshness,
    cache,
    observer,
    shared,
    decodeStored,
    fetchMany,
    mentions,
    isDroppedWhole,
  } = options
  /** Undefined for nothing, so that most entries are no larger. */
  const mentionedIn = (value: Value | null): readonly CachedThing[] | undefined => {
    const ids = value && mentions ? mentions.idsIn(value) : []
    return mentions && ids.length > 0 ? ids.map((id) => ({ kind: mentions.kind, id })) : undefined
  }
  const sharedEntries =
    shared && !shared.models.hasNoEntries && decodeStored
      ? createSharedEntries({ ...shared, cache, kind, freshness, decodeStored, mentionedIn, isDroppedWhole })
      : undefined
  const troubles = new WeakMap<EntryRef, Staleness['reason']>()

  const keep = (scope: Scope, id: string, value: Value | null, ticket: FetchTicket): void => {
    if (cache.set(scope, kind, id, value, ticket, mentionedIn(value)))
      sharedEntries?.hand(scope, id, value, ticket)
  }

  const markTrouble = (scope: Scope, ids: readonly string[], reason: Staleness['reason']): void => {
    for (const id of ids) {
      const entry = cache.get(scope, kind, id)
      if (entry) troubles.set(entry.ref, reason)
    }
  }

  /** Removes this gateway's own entry, unless it says already that there is no such thing. */
  const removeValue = (scope: Scope, id: string): boolean => {
    const entry = cache.get(scope, kind, id)
    if (!entry?.value) return false
    cache.remove(scope, kind, id)
    return true
  }

  const deny = (scope: Scope, ids: readonly string[]): void => {
    if (ids.length === 0) return
    for (const id of ids) {
      if (removeValue(scope, id)) sharedEntries?.withdraw(scope, id)
    }
    // Always, since other gateways may hold what this one does not.
    shared?.models.drop({ scope, kind, ids })
  }

  shared?.models.onDrop((drop) => {
    if ('ids' in drop && drop.kind === kind) for (const id of drop.ids) removeValue(drop.scope, id)
  })

  const batcher = createBatcher<Credential, Value>({
    network,
    kind,
    maxBatchSize: options.maxBatchSize,
    maxFetches: options.maxFetches,
    onShared: (count) => observer.saved(network, 'coalesced', count),
    async fetchMany(credential, ids, context) {
      const { scope } = credential
      const ticket = cache.begin()
      if (ids.length > 1) observer.saved(network, 'batch', ids.length - 1)
      try {
        const found = await fetchMany(credential, ids, context)
        deny(scope, deniedIds(ids, found))
        ids.forEach((id, index) => {
          const value = found[index] ?? null
          if (!(value instanceof Error)) keep(scope, id, value, ticket)
        })
        return found
      } catch (error) {
        const reason = staleReasonOf(error)
        if (reason !== undefined) markTrouble(scope, ids, reason)
        if (isDenied(error)) deny(scope, ids)
        throw error
      }
    },
  })

  cache.onDrop((dropped = kind, id) => {
    if (dropped === kind && id !== undefined) batcher.invalidate(id)
    // What it mentions is known only when it has come.
    else if (dropped === kind || dropped === mentions?.kind) batcher.invalidateAll()
  })

  return {
    fetch: ({ credential, ids, context, admit }) =>
      batcher.load({ scope: credential.scope, credential, keys: ids, context, admit }),
    recall: sharedEntries && ((scope, ids) => sharedEntries.recall(scope, ids)),
    put: (scope, id, value) => keep(scope, id, value, cache.begin()),
    deny,
    drop(scope, ids) {
      for (const id of ids) {
        cache.dropOf(scope, kind, id)
        batcher.invalidate(id)
        sharedEntries?.withdraw(scope, id)
      }
      shared?.models.drop({ scope, kind, ids })
    },
    troubleOf: ({ ref }) => troubles.get(ref),
  }
}
