import type { Batch } from './batch.ts'
import { BatchTiming, type BatchTimingOptions } from './batch-timing.ts'
import { TurnoverMap } from './turnover-map.ts'

/** The fetches of one scope that are pending or under way. */
export class ScopeQueue<Value> {
  readonly scope: string
  readonly timing: BatchTiming<Value>
  /** The oldest first. */
  readonly #batches: Batch<Value>[] = []
  /** The batches that may be joined, by their keys. Made when somebody looks for one: most scopes have one fetch at a time. */
  #byKey: TurnoverMap<string, Batch<Value>> | undefined
  /** Whether a key may be in two batches, since nobody joins the first one for it any more. */
  #hasInvalidated = false

  constructor(scope: string, options: BatchTimingOptions) {
    this.scope = scope
    this.timing = new BatchTiming(options)
  }

  get isEmpty(): boolean {
    return this.#batches.length === 0
  }

  /** The batch that fetches the key and may be joined. */
  find(key: string): Batch<Value> | undefined {
    return this.#joinable().get(key)
  }

  add(batch: Batch<Value>): void {
    this.#batches.push(batch)
    this.timing.add(batch)
  }

  /** Adds a key to a batch that is not sent. Returns its index there. */
  addKey(batch: Batch<Value>, key: string): number {
    this.#byKey?.set(key, batch)
    return batch.keys.push(key) - 1
  }

  /** For a batch that has ended, or that nobody waits for any more: no request can join it. False for one that was removed. */
  remove(batch: Batch<Value>): boolean {
    const place = this.#batches.indexOf(batch)
    if (place < 0) return false
    this.#batches.splice(place, 1)
    if (this.#byKey) for (const key of batch.keys) this.#leave(this.#byKey, key, batch)
    this.timing.remove(batch)
    return true
  }

  /** From now on nobody joins the batch with this key if it was sent before. */
  invalidate(key: string): void {
    const batch = this.find(key)
    if (!batch?.isSent) return
    this.#hasInvalidated = true
    this.#joinable().delete(key)
  }

  /** The same for all keys. */
  invalidateAll(): void {
    const joinable = this.#joinable()
    this.#hasInvalidated = true
    for (const batch of this.#batches) {
      if (batch.isSent) for (const key of batch.keys) this.#leave(joinable, key, batch)
    }
  }

  #leave(joinable: TurnoverMap<string, Batch<Value>>, key: string, batch: Batch<Value>): void {
    if (!this.#hasInvalidated || joinable.get(key) === batch) joinable.delete(key)
  }

  #joinable(): TurnoverMap<string, Batch<Value>> {
    if (this.#byKey) return this.#byKey
    this.#byKey = new TurnoverMap()
    for (const batch of this.#batches) for (const key of batch.keys) this.#byKey.set(key, batch)
    return this.#byKey
  }
}

/** Single flight: knows which batch fetches a key, so that no key of a scope is fetched twice at a time. */
export class InFlight<Value> {
  readonly #queues = new TurnoverMap<string, ScopeQueue<Value>>()
  readonly #options: BatchTimingOptions

  constructor(options: BatchTimingOptions) {
    this.#options = options
  }

  queueOf(scope: string): ScopeQueue<Value> {
    return this.#queues.get(scope) ?? new ScopeQueue<Value>(scope, this.#options)
  }

  /** Adds a pending batch, which may get keys from now on. */
  add(queue: ScopeQueue<Value>, batch: Batch<Value>): void {
    this.#queues.set(queue.scope, queue)
    queue.add(batch)
  }

  /** For a batch that has ended, or that nobody waits for any more. */
  remove(queue: ScopeQueue<Value>, batch: Batch<Value>): void {
    if (queue.remove(batch) && queue.isEmpty) this.#queues.delete(queue.scope)
  }

  /** For a thing that has changed. */
  invalidate(key: string): void {
    for (const queue of this.#queues.values()) queue.invalidate(key)
  }

  /** The same for all things. */
  invalidateAll(): void {
    for (const queue of this.#queues.values()) queue.invalidateAll()
  }
}
