import type { Batch, BatchHandle } from './batch.ts'

/** The keys of one scope that are pending or under way. */
export interface ScopeQueue<Value> {
  readonly scope: string
  readonly handles: Map<string, BatchHandle<Value>>
  /** The batch that takes new keys, until it is sent. */
  pending: { readonly batch: Batch<Value>; added(): void; readonly send: () => void } | undefined
}

/** Single flight: knows which batch fetches a key, so that no key of a scope is fetched twice at a time. */
export class InFlight<Value> {
  readonly #queues = new Map<string, ScopeQueue<Value>>()

  queueOf(scope: string): ScopeQueue<Value> {
    return this.#queues.get(scope) ?? { scope, handles: new Map(), pending: undefined }
  }

  /** Adds a key to a batch and returns its index there. */
  add(queue: ScopeQueue<Value>, batch: Batch<Value>, key: string): number {
    this.#queues.set(queue.scope, queue)
    queue.handles.set(key, batch.handle)
    return batch.keys.push(key) - 1
  }

  /** For a batch that has ended, or that nobody waits for any more: no request can join it. */
  remove(queue: ScopeQueue<Value>, batch: Batch<Value>): void {
    const { scope, handles } = queue
    if (!batch.handle.batch) return
    for (const key of batch.keys) {
      if (!batch.isInvalidated || handles.get(key) === batch.handle) handles.delete(key)
    }
    batch.handle.batch = undefined
    if (handles.size === 0 && this.#queues.get(scope) === queue) this.#queues.delete(scope)
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
