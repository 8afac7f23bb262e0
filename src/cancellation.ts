/** Tells when nobody waits for a result any more. Every `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean
  /** The listener is called at most once. Add none where it is aborted already. */
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Cancels a piece of work. Takes a fraction of an `AbortController`, and of what its events take. */
export class Canceller implements Cancellation {
  aborted = false
  readonly #listeners = new Set<() => void>()

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.delete(listener)
  }

  /** Calls the listeners in the order in which they were added. Does nothing the second time. */
  abort(): void {
    if (this.aborted) return
    this.aborted = true
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }
}
