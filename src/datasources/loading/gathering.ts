import type { MaybePromise } from '../../maybe-promise.ts'

/** One result for each key, in the order of the keys. Null: there is no such thing. An `Error` fails its key alone. */
export type Found<Value> = readonly (Value | null | Error)[]

/** Results that follow each other both in the list and in the batch that they come from. A class for the same reason as `Batch`. */
class Run<Value> {
  readonly batch: object
  readonly found: Promise<Found<Value> | Error>
  /** Where they begin in the list. */
  readonly place: number
  /** Where they begin in the batch. */
  readonly index: number
  length = 1
  next: Run<Value> | undefined

  constructor(batch: object, found: Promise<Found<Value> | Error>, place: number, index: number) {
    this.batch = batch
    this.found = found
    this.place = place
    this.index = index
  }
}

/**
 * The results of a list, some of which come from batches. It waits for each batch once, and knows by runs what comes from
 * where: most lists come from one batch as a whole. Promises or places for each key would cost more than the rest of a load.
 */
export class Gathering<Value> {
  readonly #results: (Value | null | Error)[]
  #first: Run<Value> | undefined
  #last: Run<Value> | undefined
  #size = 0

  constructor(keys: readonly string[]) {
    // No literal, for the same reason as `Batch`.
    this.#results = keys.map(() => null)
  }

  /** The next result of the list. */
  add(result: Value | null | Error): void {
    this.#results[this.#size++] = result
  }

  /**
   * The next result is the one that the batch has at this index.
   * @param join called for the first one of each batch
   */
  addFrom<Batch extends object>(
    batch: Batch,
    index: number,
    join: (batch: Batch) => Promise<Found<Value> | Error>,
  ): void {
    const place = this.#size++
    const last = this.#last
    if (last?.batch === batch && last.place + last.length === place && last.index + last.length === index) {
      last.length += 1
      return
    }
    const run = new Run(batch, this.#foundOf(batch) ?? join(batch), place, index)
    if (last) last.next = run
    else this.#first = run
    this.#last = run
  }

  all(): MaybePromise<Found<Value>> {
    return this.#first ? this.#wait() : this.#results
  }

  #foundOf(batch: object): Run<Value>['found'] | undefined {
    for (let run = this.#first; run; run = run.next) if (run.batch === batch) return run.found
    return undefined
  }

  async #wait(): Promise<Found<Value>> {
    const results = this.#results
    for (let run = this.#first; run; run = run.next) {
      const all = await run.found
      const { place, index, length } = run
      for (let nth = 0; nth < length; nth += 1) {
        results[place + nth] = all instanceof Error ? all : (all[index + nth] ?? null)
      }
    }
    return results
  }
}
