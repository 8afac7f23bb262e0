import DataLoader from 'dataloader'
import { toError } from '../errors.ts'

/** What a bulk call found, by key. A key that is missing does not exist; an `Error` fails that key alone. */
export type Found<Value> = ReadonlyMap<string, Value | Error>

export interface KeyedLoaderOptions<Value> {
  /** Most keys of one upstream call. More are split into calls that run at the same time. */
  readonly maxBatchSize: number
  /** Asks the upstream for these keys, in any order; rejects only where the whole call failed. */
  readonly fetchMany: (keys: readonly string[]) => Promise<Found<Value>>
}

/** A request's loader: asks for each key once, in batches, and answers null for what does not exist. */
export const createKeyedLoader = <Value>({
  maxBatchSize,
  fetchMany,
}: KeyedLoaderOptions<Value>): DataLoader<string, Value | null> =>
  new DataLoader(
    async (keys) => {
      const found = await fetchMany(keys).catch(toError)
      return keys.map((key) => (found instanceof Error ? found : (found.get(key) ?? null)))
    },
    { maxBatchSize },
  )
