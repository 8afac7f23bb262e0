import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { bytesOf, toBody } from './response-body.ts'
import type { ResponseBody } from '../context.ts'
import type { Clock } from '../clock.ts'
import { createFairCache } from '../datasources/loading/fair-cache.ts'
import type { ModelCache } from '../datasources/loading/model-cache.ts'
import { cacheFloors, type ViewerScope } from '../request/scope.ts'
import type { Caller } from '../request/request.ts'
import type { EntryRef, RecordedDependencies } from '../request/cache-dependencies.ts'
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
  find(caller: Caller, requestBody: Buffer): CachedResponse | undefined
  /**
   * Stores a response the second time that the request is seen: most requests are sent once. Does nothing where the
   * response depends on anything but cache entries. Not for errors or mutations.
   */
  store(caller: Caller, requestBody: Buffer, response: CacheableResponse): void
}

/** A response, and what it was made of. */
export interface CacheableResponse {
  readonly body: ResponseBody
  /** Whether it holds a token or a code. */
  readonly isSecret: boolean
  readonly operationName: string | undefined
  readonly dependencies: RecordedDependencies
}

export interface CachedResponse {
  /** In the form that is written fastest. */
  readonly body: ResponseBody
  readonly isSecret: boolean
  readonly operation: OperationFacts
  /** Models that it shows, by network. */
  readonly counts: ReadonlyMap<string, number>
}

interface Entry extends CachedResponse {
  readonly refs: readonly EntryRef[]
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

export const createResponseCache = ({
  maxBytes,
  models,
  clock,
  viewerScope,
}: ResponseCacheOptions): ResponseCache => {
  const entries = createFairCache<Entry>({ maxBytes, clock, floorOf: cacheFloors(maxBytes) })

  /** Requests whose responses could have been stored. */
  const seen = new LRUCache<string, true>({
    maxSize: Math.max(1, Math.floor(maxBytes * SEEN_SHARE)),
    sizeCalculation: () => SEEN_BYTES,
  })

  /** Each request asks twice for its caller's view. */
  const views = new WeakMap<Caller, string>()

  /** Everything by which responses to callers differ. Reveals no credential and contains no line break. */
  const viewOf = (caller: Caller): string => {
    const { authorization, apiKey, sealtalkSession } = caller
    if (authorization === undefined && sealtalkSession === undefined) return apiKey
    const known = views.get(caller)
    if (known !== undefined) return known
    const view = viewerScope(JSON.stringify([authorization ?? null, apiKey, sealtalkSession ?? null]))
    views.set(caller, view)
    return view
  }

  /** A digest, since a request may contain phone numbers, and is longer. */
  const keyOf = (requestBody: Buffer): string => hash('sha256', requestBody, 'base64url')

  const isFresh = (entry: Entry): boolean => {
    if (clock.now() >= entry.until || !models.areCurrent(entry.refs, entry.checkedAt)) return false
    entry.checkedAt = models.checkpoint()
    return true
  }

  return {
    find(caller, requestBody) {
      const view = viewOf(caller)
      const key = keyOf(requestBody)
      const entry = entries.get(view, key)
      if (!entry || isFresh(entry)) return entry
      entries.delete(view, key)
      return undefined
    },
    store(caller, requestBody, { body: given, isSecret, operationName, dependencies }) {
      const { refs, counts, until, isNoStore } = dependencies
      if (isNoStore || refs.length === 0) return
      const view = viewOf(caller)
      const key = keyOf(requestBody)
      const request = `${view}\n${key}`
      if (!seen.has(request)) {
        seen.set(request, true)
        return
      }
      const operation = { path: 'response-cache', kind: 'query', name: operationName } as const
      const body = typeof given === 'string' ? toBody(given) : given
      const bytes = bytesOf(body) + refs.length * 8 + (operationName?.length ?? 0) + OVERHEAD_BYTES
      if (bytes > MAX_RESPONSE_BYTES) return
      entries.set(view, key, { body, isSecret, operation, counts, refs, until, checkedAt: 0 }, bytes)
    },
  }
}
