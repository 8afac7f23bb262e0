import type { Freshness } from './freshness.ts'
import type { CachedThing } from '../../request/cache-dependencies.ts'
import type { FetchTicket, ModelCache } from './model-cache.ts'
import type { Scope } from '../../request/scope.ts'
import type { SharedModels } from '../shared-store.ts'

export interface SharedEntriesOptions<Value> {
  readonly models: SharedModels
  readonly cache: ModelCache
  readonly kind: string
  readonly freshness: Freshness
  /** Checks a stored value; undefined where it is not the model with this id. */
  readonly decodeStored: (value: unknown, id: string) => Value | undefined
  /** Other things whose change changes the value too. */
  readonly mentionedIn: (value: Value | null) => readonly CachedThing[] | undefined
  /** Whether the kind may be dropped as a whole. */
  readonly isDroppedWhole?: boolean | undefined
}

/** Entries of one kind that several gateways share, behind the process's own cache. */
export interface SharedEntries<Value> {
  /** Puts newer entries of other gateways into the cache, each with the time of its fetch. */
  recall(scope: Scope, ids: readonly string[]): Promise<void>
  hand(scope: Scope, id: string, value: Value | null, ticket: FetchTicket): void
  withdraw(scope: Scope, id: string): void
}

export const createSharedEntries = <Value extends object>({
  models,
  cache,
  kind,
  freshness,
  decodeStored,
  mentionedIn,
  isDroppedWhole,
}: SharedEntriesOptions<Value>): SharedEntries<Value> => ({
  async recall(scope, ids) {
    const { order } = cache.begin()
    for (const [id, { model, droppedAt }] of await models.read(scope, kind, ids, isDroppedWhole)) {
      const own = cache.get(scope, kind, id)
      // This gateway may have missed the drop while it was not connected.
      if (own && own.fetchedAt < droppedAt) cache.remove(scope, kind, id)
      if (!model || (own && own.fetchedAt >= model.fetchedAt)) continue
      const { value, fetchedAt } = model
      const decoded = value === null ? null : decodeStored(value, id)
      if (decoded === undefined) continue
      const mentioned = mentionedIn(decoded)
      if (mentioned && !(await models.areUndropped(mentioned, fetchedAt))) continue
      cache.set(scope, kind, id, decoded, { fetchedAt, order }, mentioned)
    }
  },
  hand(scope, id, value, { fetchedAt }) {
    const ttlMs = value === null ? freshness.absentMs : freshness.staleMs
    models.write(scope, kind, id, { value, fetchedAt }, ttlMs)
  },
  withdraw: (scope, id) => models.withdraw(scope, kind, id),
})

/** A cache that shares its drops with other gateways. */
export const withSharedDrops = (cache: ModelCache, models: SharedModels): ModelCache => {
  models.onDrop((drop) => {
    // The fillers apply drops of single entries, since they know the ids under which a kind is cached.
    if ('ids' in drop) return
    if ('scope' in drop) cache.dropScope(drop.scope)
    else if ('id' in drop) cache.drop(drop.kind, drop.id)
    else cache.dropAll('kind' in drop ? drop.kind : undefined)
  })
  return {
    ...cache,
    drop(kind, id) {
      cache.drop(kind, id)
      models.drop({ kind, id })
    },
    dropAll(kind) {
      cache.dropAll(kind)
      models.drop(kind === undefined ? { everything: true } : { kind })
    },
    dropScope(scope) {
      const isHeld = cache.dropScope(scope)
      models.drop({ scope }, isHeld)
      return isHeld
    },
  }
}
