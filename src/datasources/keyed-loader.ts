import DataLoader from 'dataloader'
import { toError } from '../errors.ts'

/** What was found, by key. A key that is missing does not exist; an `Error` fails that key alone. */
export type Found<Value> = ReadonlyMap<string, Value | Error>

export interface KeyedLoaderOptions<Value> {
  /** Asks for these keys; rejects only where all of them failed. */
  readonly fetchMany: (keys: readonly string[]) => Promise<Found<Value>>
}

/** A request's loader: asks for each key once, together with its neighbours, and answers null for what is not there. */
export const createKeyedLoader = <Value>({
  fetchMany,
}: KeyedLoaderOptions<Value>): DataLoader<string, Value | null> =>
  new DataLoader(async (keys) => {
    const found = await fetchMany(keys).catch(toError)
    return keys.map((key) => (found instanceof Error ? found : (found.get(key) ?? null)))
  })
