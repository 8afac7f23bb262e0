import type { Batch, BatchHandle } from './batch.ts'
import { BatchTiming, type BatchTimingOptions } from './batch-timing.ts'

/** The keys of one scope that are pending or under way. */
export interface ScopeQueue<Value> {
  readonly scope: string
  readonly handles: Map<string, BatchHandle<Value>>
  readonly timing: BatchTiming<Value>
}

/** Single flight: knows which batch fetches a key, so that no key of a scope is fetched twice at a time. */
export class InFlight<Value> {
  readonly #queues = new Map<string, ScopeQueue<Value>>()
  readonly #options: BatchTimingOptions

  constructor(options: BatchTimingOptions) {
    this.#options = options
  }

  queueOf(scope: string): ScopeQueue<Value> {
    return (
      this.#queues.get(scope) ?? { scope, handles: new Map(), timing: new BatchTiming<Value>(this.#options) }
    )
  }

  /** Adds a key to a pending batch and returns its index there. */
  add(queue: ScopeQueue<Value>, batch: Batch<Value>, key: string): number {
    this.#queues.set(queue.scope, queue)
    queue.handles.set(key, batch.handle)
    const index = batch.keys.push(key) - 1
    queue.timing.hasGrown()
    return index
  }

  /** For a batch that has ended, or that nobody waits for any more: no request can join it. */
  remove(queue: ScopeQueue<Value>, batch: Batch<Value>): void {
    const { scope, handles, timing } = queue
    if (!batch.handle.batch) return
    for (const key of batch.keys) {
      if (!batch.isInvalidated || handles.get(key) === batch.handle) handles.delete(key)
    }
    batch.handle.batch = undefined
    timing.remove(batch)
    if (timing.isIdle) this.#queues.delete(scope)
  }

  /** From now on nobody joins a batch with this key that was sent before. */
  invalidate(key: string): void {
    for (const { handles } of this.#queues.values()) {
      const batch = handles.get(key)?.batch
      if (!batch?.isSent) continue
      batch.isInvalidated = true
      handles.delete(key)
    }
  }
}
