import type { MaybePromise } from '../../maybe-promise.ts'

/** One result for each key, in the order of the keys. Null: there is no such thing. An `Error` fails its key alone. */
export type Found<Value> = readonly (Value | null | Error)[]

/** Results that follow each other both in the list and in the batch that they come from. */
interface Run<Value> {
  readonly batch: object
  readonly found: Promise<Found<Value> | Error>
  /** Where they begin in the list. */
  readonly place: number
  /** Where they begin in the batch. */
  readonly index: number
  length: number
}

/**
 * The results of a list, some of which come from batches. It waits for each batch once, and knows by runs what comes from
 * where: most lists come from one batch as a whole. Promises or places for each key would cost more than the rest of a load.
 */
export class Gathering<Value> {
  readonly #results: (Value | null | Error)[] = []
  readonly #runs: Run<Value>[] = []
  #size = 0

  /** @param length of the list */
  constructor(length: number) {
    this.#results.length = length
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
    const last = this.#runs.at(-1)
    if (last?.batch === batch && last.place + last.length === place && last.index + last.length === index) {
      last.length += 1
      return
    }
    const found = this.#runs.find((run) => run.batch === batch)?.found ?? join(batch)
    this.#runs.push({ batch, found, place, index, length: 1 })
  }

  all(): MaybePromise<Found<Value>> {
    return this.#runs.length === 0 ? this.#results : this.#wait()
  }

  async #wait(): Promise<Found<Value>> {
    const results = this.#results
    for (const { found, place, index, length } of this.#runs) {
      const all = await found
      for (let nth = 0; nth < length; nth += 1) {
        results[place + nth] = all instanceof Error ? all : (all[index + nth] ?? null)
      }
    }
    return results
  }
}
