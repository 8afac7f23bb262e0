import DataLoader, { type CacheMap } from 'dataloader'
import { toError } from '../../errors.ts'
import type { MaybePromise } from '../../maybe-promise.ts'

/** One result for each key, in the order of the keys. Null: there is no such thing. An `Error` fails its key alone. */
export type Found<Value> = readonly (Value | null | Error)[]

export interface LoaderOptions<Value> {
  /** What is loaded, such as `mixin user`. */
  readonly name: string
  /** A value that needs no loading, or undefined. Called once per key and request. Default: none. */
  readonly known?: (key: string) => Value | null | undefined
  /** The batch function. It is called at most once per tick, with all keys of that tick. */
  readonly loadBatch: (keys: readonly string[]) => Promise<Found<Value>>
}

/** A request's DataLoader for one kind of thing. */
export interface Loader<Value> {
  /** Returns, or throws, without a promise where the result is known already. */
  load(key: string): MaybePromise<Value | null>
  /** The same for a list, in its order. Never rejects: a key that fails is an `Error` at its place. */
  loadMany(keys: readonly string[]): MaybePromise<Found<Value>>
  /** Whether the key was loaded or primed, or is being loaded. */
  has(key: string): boolean
  /** Keeps a value that came with another response, unless the key has a value. */
  prime(key: string, value: Value): void
  /** Forgets the key. A batch that is under way still resolves its promise, but its value is not kept. */
  clear(key: string): void
}

/**
 * DataLoader's cache: a promise while a key is loaded, then the result itself, so that it can be read without
 * waiting.
 */
class ResultCache<Value> implements CacheMap<string, Promise<Value | null>> {
  readonly #results = new Map<string, Promise<Value | null> | Value | null | Error>()

  /** The result, or its promise, or undefined. */
  peek(key: string): Promise<Value | null> | Value | null | Error | undefined {
    return this.#results.get(key)
  }

  settle(key: string, result: Value | null | Error): void {
    this.#results.set(key, result)
  }

  get(key: string): Promise<Value | null> | undefined {
    const result = this.#results.get(key)
    if (result === undefined) return undefined
    if (result instanceof Promise) return result
    if (!(result instanceof Error)) return Promise.resolve(result)
    const failed = Promise.reject<null>(result)
    // DataLoader may take it up later than Node looks for unhandled rejections.
    failed.catch(() => undefined)
    return failed
  }

  set(key: string, promise: Promise<Value | null>): void {
    this.#results.set(key, promise)
  }

  delete(key: string): void {
    this.#results.delete(key)
  }

  clear(): void {
    this.#results.clear()
  }
}

/** A class that holds nothing until it is used: a request makes a loader for each kind of thing, and uses few. */
class RequestLoader<Value> implements Loader<Value> {
  readonly #options: LoaderOptions<Value>
  #cache: ResultCache<Value> | undefined
  #batching: DataLoader<string, Value | null> | undefined

  constructor(options: LoaderOptions<Value>) {
    this.#options = options
  }

  load(key: string): MaybePromise<Value | null> {
    const result = this.#peek(key)
    if (result instanceof Error) throw result
    return result === undefined ? this.#loader().load(key) : result
  }

  loadMany(keys: readonly string[]): MaybePromise<Found<Value>> {
    const results: (Value | null | Error)[] = []
    for (const key of keys) {
      const result = this.#peek(key)
      if (result !== undefined) results.push(result)
    }
    return results.length === keys.length ? results : this.#loader().loadMany(keys)
  }

  has(key: string): boolean {
    return this.#cache?.peek(key) !== undefined
  }

  prime(key: string, value: Value): void {
    const result = this.#cache?.peek(key)
    const hasValue = result !== undefined && !(result instanceof Promise) && !(result instanceof Error)
    if (!hasValue) this.#results().settle(key, value)
  }

  clear(key: string): void {
    this.#cache?.delete(key)
  }

  #results(): ResultCache<Value> {
    return (this.#cache ??= new ResultCache())
  }

  #loader(): DataLoader<string, Value | null> {
    return (this.#batching ??= new DataLoader((keys: readonly string[]) => this.#loadBatch(keys), {
      name: this.#options.name,
      cacheMap: this.#results(),
    }))
  }

  /** Undefined: it has to be loaded, or is being loaded. */
  #peek(key: string): Value | null | Error | undefined {
    const result = this.#cache?.peek(key)
    if (result instanceof Promise) return undefined
    if (result !== undefined) return result
    const value = this.#options.known?.(key)
    if (value !== undefined) this.#results().settle(key, value)
    return value
  }

  async #loadBatch(keys: readonly string[]): Promise<Found<Value>> {
    const cache = this.#results()
    const pending = keys.map((key) => cache.peek(key))
    let results: Found<Value>
    try {
      results = await this.#options.loadBatch(keys)
    } catch (error) {
      const failure = toError(error)
      results = keys.map(() => failure)
    }
    keys.forEach((key, index) => {
      // A key that was cleared or primed meanwhile has another entry, or none.
      const promise = pending[index]
      const isPending = promise instanceof Promise && cache.peek(key) === promise
      if (isPending) cache.settle(key, results[index] ?? null)
    })
    return results
  }
}

/**
 * Makes a loader for one request. Everything that a request shows of users, apps, conversations and the like is
 * loaded through one of these, so that each key is loaded once, together with the other keys of its tick.
 *
 * - `loadBatch` returns one result per key, in the order of the keys. What it returns for a key is kept for the
 *   rest of the request, errors included. Where it rejects, each of its keys fails with that error.
 * - Keys of one tick make one batch: load lists by `loadMany`, or start all loads before awaiting any.
 * - After a write, `clear` the key. A result that was on its way at that moment is not kept.
 * - A loader belongs to one request. Never keep one for longer: it answers with what one caller may see.
 *
 * @see https://github.com/graphql/dataloader
 */
export const createLoader = <Value>(options: LoaderOptions<Value>): Loader<Value> =>
  new RequestLoader(options)
