import DataLoader from 'dataloader'
import { toError } from '../errors.ts'
import type { MaybePromise } from '../maybe-promise.ts'

/** What was found, by key. A key that is missing does not exist; an `Error` fails that key alone. */
export type Found<Value> = ReadonlyMap<string, Value | Error>

export interface KeyedLoaderOptions<Value> {
  /** What can be told at once; undefined for what has to be fetched. Default: nothing. */
  readonly fresh?: (key: string) => Value | null | undefined
  /** Asks for these keys; rejects only where all of them failed. */
  readonly fetchMany: (keys: readonly string[]) => Promise<Found<Value>>
}

/** A request's loader: asks for each key once, together with its neighbours, and answers null for what is not there. */
export interface KeyedLoader<Value> extends Pick<
  DataLoader<string, Value | null>,
  'loadMany' | 'prime' | 'clear'
> {
  /** In this very tick where it is known already. */
  load(key: string): MaybePromise<Value | null>
}

export const createKeyedLoader = <Value>({
  fresh,
  fetchMany,
}: KeyedLoaderOptions<Value>): KeyedLoader<Value> => {
  const loader = new DataLoader<string, Value | null>(async (keys) => {
    const found = await fetchMany(keys).catch(toError)
    return keys.map((key) => (found instanceof Error ? found : (found.get(key) ?? null)))
  })
  /** What this request was told: it is told the same from then on. */
  const told = new Map<string, Value | null>()

  return {
    load(key) {
      const known = told.get(key)
      if (known !== undefined) return known
      const value = fresh?.(key)
      if (value === undefined) return loader.load(key)
      told.set(key, value)
      return value
    },
    loadMany: (keys) => loader.loadMany(keys),
    prime: (key, value) => loader.prime(key, value),
    clear(key) {
      told.delete(key)
      return loader.clear(key)
    },
  }
}
