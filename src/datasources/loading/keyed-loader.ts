import DataLoader from 'dataloader'
import { toError } from '../../errors.ts'
import type { MaybePromise } from '../../maybe-promise.ts'

/** What was found, in the order of the keys. Null: there is no such thing; an `Error` fails that key alone. */
export type Found<Value> = readonly (Value | null | Error)[]

export interface KeyedLoaderOptions<Value> {
  /** What can be told at once; undefined for what has to be fetched. Default: nothing. */
  readonly fresh?: (key: string) => Value | null | undefined
  /** Asks for these keys; rejects only where all of them failed. */
  readonly fetchMany: (keys: readonly string[]) => Promise<Found<Value>>
}

/** A request's loader: asks for each key once, together with its neighbours, and answers null for what is not there. */
export interface KeyedLoader<Value> {
  /** In this very tick where it is known already; throws then, if that is that it failed. */
  load(key: string): MaybePromise<Value | null>
  /**
   * The same for a list, in its order, with one promise for all of it: what fails is an `Error` at its place. It
   * does not wait for neighbours, and never rejects.
   */
  loadMany(keys: readonly string[]): MaybePromise<Found<Value>>
  /** Takes in what another answer brought along, unless the key has been told. */
  prime(key: string, value: Value): void
  clear(key: string): void
}

export const createKeyedLoader = <Value>({
  fresh,
  fetchMany,
}: KeyedLoaderOptions<Value>): KeyedLoader<Value> => {
  /** What this request was told, failures included: it is told the same from then on. */
  const told = new Map<string, Value | null | Error>()
  /** What is fetched while it is cleared may be from before. */
  let clearings = 0

  const known = (key: string): Value | null | Error | undefined => {
    const before = told.get(key)
    if (before !== undefined) return before
    const value = fresh?.(key)
    if (value !== undefined) told.set(key, value)
    return value
  }
  const tell = (key: string, value: Value | null | Error): void => {
    const before = told.get(key)
    if (before === undefined || before instanceof Error) told.set(key, value)
  }

  const fetch = async (keys: readonly string[]): Promise<Found<Value>> => {
    const since = clearings
    const found = await fetchMany(keys).catch(toError)
    const values = found instanceof Error ? keys.map(() => found) : found
    if (since === clearings) keys.forEach((key, index) => tell(key, values[index] ?? null))
    return values
  }

  const loader = new DataLoader<string, Value | null>(fetch)

  /** @param missing what is not known, each with its place among them */
  const fetchRest = async (
    keys: readonly string[],
    values: readonly (Value | null | Error | undefined)[],
    missing: ReadonlyMap<string, number>,
  ): Promise<Found<Value>> => {
    const fetched = await fetch([...missing.keys()])
    if (fetched.length === keys.length) return fetched
    return values.map((value, index) =>
      value === undefined ? (fetched[missing.get(keys[index] ?? '') ?? NaN] ?? null) : value,
    )
  }

  return {
    load: (key) => {
      const value = known(key)
      if (value instanceof Error) throw value
      return value === undefined ? loader.load(key) : value
    },
    loadMany(keys) {
      const values: (Value | null | Error | undefined)[] = []
      let missing: Map<string, number> | undefined
      for (const key of keys) {
        const value = known(key)
        values.push(value)
        if (value !== undefined) continue
        missing ??= new Map()
        if (!missing.has(key)) missing.set(key, missing.size)
      }
      return missing ? fetchRest(keys, values, missing) : (values as Found<Value>)
    },
    prime: tell,
    clear(key) {
      clearings += 1
      told.delete(key)
      loader.clear(key)
    },
  }
}
