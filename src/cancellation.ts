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
  /** Few, and mostly one. */
  readonly #listeners: (() => void)[] = []

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.push(listener)
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    const place = this.#listeners.indexOf(listener)
    if (place >= 0) this.#listeners.splice(place, 1)
  }

  /** Calls the listeners in the order in which they were added. Does nothing the second time. */
  abort(): void {
    if (this.aborted) return
    this.aborted = true
    // One listener may remove another.
    for (let next = this.#listeners.shift(); next; next = this.#listeners.shift()) next()
  }
}
