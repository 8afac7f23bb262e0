import type { MaybePromise } from '../../maybe-promise.ts'

/** One result for each key, in the order of the keys. Null: there is no such thing. An `Error` fails its key alone. */
export type Found<Value> = readonly (Value | null | Error)[]

/** The results that come from one batch. */
interface Part<Value> {
  readonly batch: object
  readonly found: Promise<Found<Value> | Error>
  /** Indexes in the list, and of the same results in the batch. */
  readonly places: number[]
  readonly indexes: number[]
}

/**
 * The results of a list, some of which come from batches. It waits for each batch once: promises for each key would cost
 * more than the rest of a load.
 */
export class Gathering<Value> {
  readonly #results: (Value | null | Error)[] = []
  readonly #parts: Part<Value>[] = []

  /** The next result of the list. */
  add(result: Value | null | Error): void {
    this.#results.push(result)
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
    let part = this.#parts.find((known) => known.batch === batch)
    if (!part) {
      part = { batch, found: join(batch), places: [], indexes: [] }
      this.#parts.push(part)
    }
    part.places.push(this.#results.push(null) - 1)
    part.indexes.push(index)
  }

  all(): MaybePromise<Found<Value>> {
    return this.#parts.length === 0 ? this.#results : this.#wait()
  }

  async #wait(): Promise<Found<Value>> {
    const results = this.#results
    for (const { found, places, indexes } of this.#parts) {
      const all = await found
      places.forEach((place, nth) => {
        results[place] = all instanceof Error ? all : (all[indexes[nth] ?? NaN] ?? null)
      })
    }
    return results
  }
}
