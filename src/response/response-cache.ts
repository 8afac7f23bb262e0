import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { toBody } from './response-body.ts'
import type { Clock } from '../clock.ts'
import type { ModelCache } from '../datasources/loading/model-cache.ts'
import type { ViewerScope } from '../request/scope.ts'
import type { Caller } from '../request/request.ts'
import type { EntryRef, RecordedDependencies } from '../request/cache-dependencies.ts'

/** Bytes of an answer that is kept; longer ones are worked out each time. */
const MAX_ANSWER_BYTES = 256 * 1024
/** Rough bytes of what holds an answer together. */
const OVERHEAD_BYTES = 400
/** The part of the memory that is for questions that have been asked once, and rough bytes of one. */
const ASKED_SHARE = 1 / 8
const ASKED_BYTES = 200

/**
 * Answers as they were sent, each for one caller's credentials and one question, word for word. One is answered
 * again for as long as every copy that it was made of is fresh and still what the model cache holds: whatever
 * is refreshed, changed or dropped there takes the answers along that show it.
 */
export interface ResponseCache {
  /** @param question the body of the request */
  find(caller: Caller, question: Buffer): KeptAnswer | undefined
  /**
   * Keeps what is made of nothing but fresh copies, the second time that it could be: most questions are asked
   * once. Not for errors or mutations.
   */
  keep(caller: Caller, question: Buffer, answer: string, cacheDependencies: RecordedDependencies): void
}

export interface KeptAnswer {
  /** Made by `toBody`. */
  readonly body: string | Buffer
  /** Things that it shows, by network. */
  readonly counts: ReadonlyMap<string, number>
}

interface OwnAnswer extends KeptAnswer {
  readonly copies: readonly EntryRef[]
  readonly until: number
  /** The model cache's checkpoint at which the copies were last known to be current. */
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
  const answers = new LRUCache<string, OwnAnswer>({
    maxSize: Math.max(1, maxBytes),
    maxEntrySize: Math.max(1, Math.min(maxBytes, MAX_ANSWER_BYTES)),
    sizeCalculation: ({ body, copies }) => body.length + copies.length * 8 + OVERHEAD_BYTES,
  })

  /** Questions whose answers could have been kept. */
  const asked = new LRUCache<string, true>({
    maxSize: Math.max(1, Math.floor(maxBytes * ASKED_SHARE)),
    sizeCalculation: () => ASKED_BYTES,
  })

  /** Views by the caller of a request: they are asked for twice. */
  const views = new WeakMap<Caller, string>()

  /** All that tells one caller's answer from another's. Gives no credential away, and holds no line break. */
  const viewOf = (caller: Caller): string => {
    const { authorization, apiKey, sealtalkSession } = caller
    if (authorization === undefined && sealtalkSession === undefined) return apiKey
    const known = views.get(caller)
    if (known !== undefined) return known
    const view = viewerScope(JSON.stringify([authorization ?? null, apiKey, sealtalkSession ?? null]))
    views.set(caller, view)
    return view
  }

  /** A digest: questions may hold phone numbers, and are longer. */
  const keyOf = (caller: Caller, question: Buffer): string =>
    `${viewOf(caller)}\n${hash('sha256', question, 'base64url')}`

  const holds = (answer: OwnAnswer): boolean => {
    if (clock.now() >= answer.until || !models.areCurrent(answer.copies, answer.checkedAt)) return false
    answer.checkedAt = models.checkpoint()
    return true
  }

  return {
    find(caller, question) {
      const key = keyOf(caller, question)
      const answer = answers.get(key)
      if (!answer) return undefined
      if (holds(answer)) return answer
      answers.delete(key)
      return undefined
    },
    keep(caller, question, answer, { copies, counts, until, isNoStore }) {
      if (isNoStore || copies.length === 0) return
      const key = keyOf(caller, question)
      if (!asked.has(key)) {
        asked.set(key, true)
        return
      }
      answers.set(key, { body: toBody(answer), counts, copies, until, checkedAt: 0 })
    },
  }
}
