import { isGatewayError } from '../../errors.ts'
import type { NetworkName } from '../../global-id.ts'
import { createGrowingLru } from '../../lru.ts'
import type { CallContext, Staleness } from '../../request/request.ts'
import type { Scope } from '../../request/scope.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { SharedStore } from '../shared-store.ts'
import { createBatcher } from './batcher.ts'
import type { Freshness } from './freshness.ts'
import type { Found } from './loader.ts'
import type { FetchTicket, ModelCache } from './model-cache.ts'
import { createSharedEntries } from './shared-entries.ts'

export interface CacheFillerOptions<Credential extends { readonly scope: Scope }, Value extends object> {
  readonly network: NetworkName
  /** The kind of the things: a part of their cache keys. */
  readonly kind: string
  readonly freshness: Freshness
  readonly maxBatchSize: number
  readonly cache: ModelCache
  readonly observer: Observer
  /** Cache entries that several gateways share. Left out: each gateway has its own. */
  readonly shared?: Pick<SharedStore, 'models'> | undefined
  /** Checks a value of a shared entry; undefined where it is not the model with this id. Left out: not shared. */
  readonly decodeStored?: ((value: unknown, id: string) => Value | undefined) | undefined
  readonly fetchMany: (
    credential: Credential,
    ids: readonly string[],
    context: CallContext,
  ) => Promise<Found<Value>>
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
  /** Why the last fetch of a scope failed, if stale entries may be shown instead. */
  troubleOf(scope: Scope): Staleness['reason'] | undefined
}

const MAX_TROUBLES = 10_000

/** The reason to show a stale entry rather than this error; undefined for other errors. */
export const staleReasonOf = (error: unknown): Staleness['reason'] | undefined =>
  isGatewayError(error) && (error.code === 'RATE_LIMITED' || error.code === 'UPSTREAM_UNAVAILABLE')
    ? error.code
    : undefined

const isRevoked = (error: unknown): boolean => isGatewayError(error) && error.code === 'UNAUTHENTICATED'

/** The viewer may not, or may no longer, see it: a later outage must not show a stale entry either. */
const isDenied = (error: unknown): boolean =>
  isGatewayError(error) && (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND')

export const createCacheFiller = <Credential extends { readonly scope: Scope }, Value extends object>(
  options: CacheFillerOptions<Credential, Value>,
): CacheFiller<Credential, Value> => {
  const { network, kind, freshness, maxBatchSize, cache, observer, shared, decodeStored, fetchMany } = options
  const sharedEntries =
    shared && decodeStored && createSharedEntries({ ...shared, cache, kind, freshness, decodeStored })
  const troubles = createGrowingLru<Scope, Staleness['reason']>(MAX_TROUBLES)

  const keep = (scope: Scope, id: string, value: Value | null, ticket: FetchTicket): void => {
    cache.set(scope, kind, id, value, ticket)
    sharedEntries?.hand(scope, id, value, ticket)
  }

  const withdraw = (scope: Scope, id: string): void => {
    cache.remove(scope, kind, id)
    sharedEntries?.withdraw(scope, id)
  }

  const batcher = createBatcher<Credential, Value>({
    network,
    kind,
    maxBatchSize,
    onShared: (count) => observer.saved(network, 'coalesced', count),
    async fetchMany(credential, ids, context) {
      const { scope } = credential
      const ticket = cache.begin()
      if (ids.length > 1) observer.saved(network, 'batch', ids.length - 1)
      try {
        const found = await fetchMany(credential, ids, context)
        troubles.delete(scope)
        ids.forEach((id, index) => {
          const value = found[index] ?? null
          if (!(value instanceof Error)) keep(scope, id, value, ticket)
          else if (isDenied(value)) withdraw(scope, id)
        })
        return found
      } catch (error) {
        const reason = staleReasonOf(error)
        if (reason !== undefined) troubles.set(scope, reason)
        // Whoever still holds this credential must not see what it once could.
        if (isRevoked(error)) cache.dropScope(scope)
        if (isDenied(error)) for (const id of ids) withdraw(scope, id)
        throw error
      }
    },
  })

  cache.onDrop((dropped, id) => {
    if (dropped === kind) batcher.invalidate(id)
  })

  return {
    fetch: ({ credential, ids, context, admit }) =>
      batcher.load({ scope: credential.scope, credential, keys: ids, context, admit }),
    recall: sharedEntries && ((scope, ids) => sharedEntries.recall(scope, ids)),
    put: (scope, id, value) => keep(scope, id, value, cache.begin()),
    troubleOf: (scope) => troubles.get(scope),
  }
}
