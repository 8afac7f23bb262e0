import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { bytesOf, toBody } from './response-body.ts'
import type { ResponseBody } from '../context.ts'
import type { Clock } from '../clock.ts'
import { type CacheSize, createFairCache, type FairCacheEntry } from '../datasources/loading/fair-cache.ts'
import type { ModelCache } from '../datasources/loading/model-cache.ts'
import { createLookupDigest } from '../request/keyed-digest.ts'
import { cacheFloors, type ViewerScope } from '../request/scope.ts'
import type { Accounts } from '../request/request-record.ts'
import type { Caller } from '../request/request.ts'
import type { EntryRef, RecordedDependencies, Revocable } from '../request/cache-dependencies.ts'
import type { OperationFacts } from '../telemetry/spans/span.ts'

/** Bytes of a response that is stored; longer ones are executed each time. */
const MAX_RESPONSE_BYTES = 256 * 1024
/** Rough bytes of an entry besides its body. */
const OVERHEAD_BYTES = 400
/** The part of the memory for requests seen once, and rough bytes of one. */
const SEEN_SHARE = 1 / 8
const SEEN_BYTES = 200

/**
 * Bodies of responses, each for one caller's credentials and one request body, byte for byte. A response is sent
 * again as long as every cache entry that it was made of is fresh and still in the model cache: whatever is
 * refreshed, changed or dropped there evicts the responses that show it.
 */
export interface ResponseCache {
  /** Names a request: its caller's credentials, and its body. Reveals neither. */
  nameOf(caller: Caller, requestBody: Buffer): string
  /** @param name by `nameOf` */
  find(name: string): CachedResponse | undefined
  /**
   * Stores a response the second time that the request is seen: most requests are sent once. Does nothing where the
   * response depends on anything but cache entries. Not for errors or mutations.
   */
  store(name: string, caller: Caller, response: CacheableResponse): void
  size(): CacheSize
  clear(): void
}

/** A response, and what it was made of. */
export interface CacheableResponse {
  readonly body: ResponseBody
  /** Whether it holds a token or a code. */
  readonly isSecret: boolean
  readonly operationName: string | undefined
  /** SHA-256 of its document in hexadecimal digits. */
  readonly document?: string | undefined
  readonly accounts?: Accounts | undefined
  readonly dependencies: RecordedDependencies
}

export interface CachedResponse {
  /** In the form that is written fastest. */
  readonly body: ResponseBody
  readonly isSecret: boolean
  readonly operation: OperationFacts
  readonly accounts: Accounts | undefined
  /** Networks, and how many models of each it shows. */
  readonly counts: readonly (readonly [network: string, models: number])[]
}

interface Entry extends CachedResponse {
  readonly name: string
  readonly refs: readonly EntryRef[]
  readonly revocables: readonly Revocable[]
  readonly until: number
  /** The model cache's checkpoint at which the dependencies were last known to be current. */
  checkedAt: number
}

export interface ResponseCacheOptions {
  readonly maxBytes: number
  readonly models: ModelCache
  readonly clock: Clock
  readonly viewerScope: ViewerScope
}

/** Pieces are copied, because they are released once the response is written. */
const toStored = (body: ResponseBody): string | Buffer => {
  if (typeof body === 'string') return toBody(body)
  return Buffer.isBuffer(body) ? body : Buffer.concat(body)
}

export const createResponseCache = ({
  maxBytes,
  models,
  clock,
  viewerScope,
}: ResponseCacheOptions): ResponseCache => {
  /** By name, so that a request needs no other digest. The cache shares the memory among callers. */
  const byName = new Map<string, FairCacheEntry<Entry>>()
  const entries = createFairCache<Entry>({
    maxBytes,
    clock,
    floorOf: cacheFloors(maxBytes),
    onRemove: ({ name }) => byName.delete(name),
  })

  /** Requests whose responses could have been stored. */
  const seen = new LRUCache<string, true>({
    maxSize: Math.max(1, Math.floor(maxBytes * SEEN_SHARE)),
    sizeCalculation: () => SEEN_BYTES,
  })

  /** A digest, since a request contains credentials and may contain phone numbers, and is longer. */
  const digest = createLookupDigest(randomBytes(32))

  /** Keys that permit the same have the same responses. Queries tell what a viewer may change. */
  const keyOf = ({ apiKey, key }: Caller): string =>
    key ? `${apiKey}:${key.access}:${key.network ?? ''}` : apiKey

  /** Everything by which responses to callers differ. With the lengths, no two callers have the same. */
  const credentialsOf = (caller: Caller): string => {
    const { authorization, sealtalkSession } = caller
    return authorization === undefined && sealtalkSession === undefined
      ? keyOf(caller)
      : `${keyOf(caller)} ${authorization?.length} ${authorization} ${sealtalkSession?.length} ${sealtalkSession}`
  }

  /** Whose memory a response takes. */
  const ownerOf = (caller: Caller): string =>
    caller.authorization === undefined && caller.sealtalkSession === undefined
      ? keyOf(caller)
      : viewerScope(credentialsOf(caller))

  const isFresh = (entry: Entry): boolean => {
    if (clock.now() >= entry.until || entry.revocables.some(({ isRevoked }) => isRevoked)) return false
    if (!models.areCurrent(entry.refs, entry.checkedAt)) return false
    entry.checkedAt = models.checkpoint()
    return true
  }

  return {
    size: entries.size,
    clear: entries.clear,
    nameOf: (caller, requestBody) => digest(`${credentialsOf(caller)}\n`, requestBody),
    find(name) {
      const held = byName.get(name)
      if (!held) return undefined
      if (!isFresh(held.value)) {
        entries.delete(held.share.owner, name)
        return undefined
      }
      entries.use(held)
      return held.value
    },
    store(name, caller, response) {
      const { body: given, isSecret, operationName, document, accounts, dependencies } = response
      const { refs, revocables, until, isNoStore } = dependencies
      if (isNoStore || refs.length === 0) return
      if (!seen.has(name)) {
        seen.set(name, true)
        return
      }
      if (until <= clock.now()) return
      const operation = { path: 'response-cache', kind: 'query', name: operationName, document } as const
      const bytes = bytesOf(given) + refs.length * 8 + (operationName?.length ?? 0) + OVERHEAD_BYTES
      if (bytes > MAX_RESPONSE_BYTES) return
      const body = toStored(given)
      const counts = [...dependencies.counts]
      const shown = { refs, revocables, until, checkedAt: 0 }
      const entry = { name, body, isSecret, operation, accounts, counts, ...shown }
      const held = entries.set(ownerOf(caller), name, entry, bytes)
      if (held) byName.set(name, held)
    },
  }
}
