import { type Batch, indexIn } from './batch.ts'
import { BatchTiming, type BatchTimingOptions } from './batch-timing.ts'
import { TurnoverMap } from './turnover-map.ts'

/** The fetches of one scope that are pending or under way. */
export interface ScopeQueue<Value> {
  readonly scope: string
  /** The oldest first. */
  readonly batches: Batch<Value>[]
  readonly timing: BatchTiming<Value>
}

/** Single flight: knows which batch fetches a key, so that no key of a scope is fetched twice at a time. */
export class InFlight<Value> {
  readonly #queues = new TurnoverMap<string, ScopeQueue<Value>>()
  readonly #options: BatchTimingOptions

  constructor(options: BatchTimingOptions) {
    this.#options = options
  }

  queueOf(scope: string): ScopeQueue<Value> {
    return this.#queues.get(scope) ?? { scope, batches: [], timing: new BatchTiming<Value>(this.#options) }
  }

  /** Adds a pending batch, which may get keys from now on. */
  add(queue: ScopeQueue<Value>, batch: Batch<Value>): void {
    this.#queues.set(queue.scope, queue)
    queue.batches.push(batch)
    queue.timing.add(batch)
  }

  /** For a batch that has ended, or that nobody waits for any more: no request can join it. */
  remove({ scope, batches, timing }: ScopeQueue<Value>, batch: Batch<Value>): void {
    const place = batches.indexOf(batch)
    if (place < 0) return
    batches.splice(place, 1)
    timing.remove(batch)
    if (batches.length === 0) this.#queues.delete(scope)
  }

  /** From now on nobody joins a batch with this key that was sent before. */
  invalidate(key: string): void {
    for (const { batches } of this.#queues.values()) {
      for (const batch of batches) {
        if (batch.isSent && indexIn(batch, key) !== undefined) (batch.invalidated ??= new Set()).add(key)
      }
    }
  }

  /** The same for all keys. */
  invalidateAll(): void {
    for (const { batches } of this.#queues.values()) {
      for (const batch of batches) if (batch.isSent) batch.invalidated = new Set(batch.keys)
    }
  }
}
