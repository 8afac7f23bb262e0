import type { Batch } from './batch.ts'

/** While so many fetches of a scope are under way, a batch with room gathers keys instead of being sent. */
export const MANY_FETCHES = 8
/** A batch with room waits for a turn without keys at most so often. */
export const MOST_TURNS = 16

export interface BatchTimingOptions {
  /** Most keys of one upstream call. */
  readonly maxBatchSize: number
  /** Most fetches of one scope at a time. Default: any number. */
  readonly maxFetches?: number | undefined
}

/**
 * The timing policy for the batches of one scope: decides when each is sent. No other file does. It sets no timers.
 *
 * - A full batch has nothing to wait for: it is sent in a microtask. A call that takes one key is always full.
 * - Any other batch is sent at the end of the turn of the event loop, with all keys of that turn.
 * - While another fetch is under way, it waits for the first turn that brings no key: requests that are sent at once arrive
 *   in turns that follow each other, and without any, a turn takes microseconds.
 * - While `MANY_FETCHES` are under way, a batch with room gathers keys until one of them ends, however it ends.
 * - While `maxFetches` are under way, full batches wait too, in the order in which they began.
 */
export class BatchTiming<Value> {
  readonly #maxBatchSize: number
  readonly #maxFetches: number
  /** Batches that have not been sent, oldest first. Only the last may have room. */
  readonly #pending: Batch<Value>[] = []
  #underWay = 0
  #awaitsEndOfTurn = false
  /** Whether this turn has brought keys, and how many turns in a row had before. */
  #hasGrown = false
  #turns = 0

  constructor({ maxBatchSize, maxFetches = Infinity }: BatchTimingOptions) {
    this.#maxBatchSize = maxBatchSize
    this.#maxFetches = maxFetches
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && this.#pending.length === 0
  }

  /** The pending batch that takes new keys, if there is one. */
  get open(): Batch<Value> | undefined {
    const last = this.#pending.at(-1)
    return last && !this.#isFull(last) ? last : undefined
  }

  add(batch: Batch<Value>): void {
    this.#pending.push(batch)
  }

  /** To be called when a pending batch has another key. */
  hasGrown(): void {
    this.#hasGrown = true
    this.#plan()
  }

  /** To be called once for each batch: when it has ended, or when nobody waits for it any more. */
  remove(batch: Batch<Value>): void {
    if (batch.isSent) this.#underWay -= 1
    else this.#pending.splice(this.#pending.indexOf(batch), 1)
    this.#plan()
  }

  #isFull({ keys }: Batch<Value>): boolean {
    return keys.length >= this.#maxBatchSize
  }

  #mostWith(next: Batch<Value>): number {
    return this.#isFull(next) ? this.#maxFetches : Math.min(MANY_FETCHES, this.#maxFetches)
  }

  #plan(): void {
    const [next] = this.#pending
    if (!next || this.#underWay >= this.#mostWith(next)) return
    if (this.#isFull(next)) queueMicrotask(this.#sendFull)
    else if (!this.#awaitsEndOfTurn) {
      this.#awaitsEndOfTurn = true
      setImmediate(this.#endTurn)
    }
  }

  readonly #sendFull = (): void => this.#send(false)

  readonly #endTurn = (): void => {
    const hasCompany = this.#underWay > 0 || this.#turns > 0
    const mayGrow = hasCompany && this.#hasGrown && this.#turns < MOST_TURNS
    this.#awaitsEndOfTurn = false
    this.#hasGrown = false
    this.#turns = mayGrow ? this.#turns + 1 : 0
    if (mayGrow) this.#plan()
    else this.#send(true)
  }

  #send(isTurnOver: boolean): void {
    for (let next = this.#pending[0]; next; next = this.#pending[0]) {
      if (this.#underWay >= this.#mostWith(next)) return
      if (!isTurnOver && !this.#isFull(next)) return this.#plan()
      this.#pending.shift()
      this.#underWay += 1
      next.send()
    }
  }
}
