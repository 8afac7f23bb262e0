import DataLoader from 'dataloader'
import { toError } from '../../errors.ts'
import type { MaybePromise } from '../../maybe-promise.ts'
import { type Found, Gathering } from './gathering.ts'
import { indexOf, type Keyed } from './keyed.ts'

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
  /** The same for all keys. */
  clearAll(): void
}

/** The keys of a tick, which DataLoader hands over at its end. */
class Tick<Value> implements Keyed {
  readonly keys: string[] = []
  indexes: Keyed['indexes']
  readonly found: Promise<Found<Value>>
  readonly settle: (found: Found<Value>) => void

  constructor() {
    const { promise, resolve } = Promise.withResolvers<Found<Value>>()
    this.found = promise
    this.settle = resolve
  }
}

/**
 * A class that holds nothing until it is used: a request makes a loader for each kind of thing, and uses few. It has the
 * results itself, so that they are there without waiting. DataLoader decides when a tick is over: what it loads are whole
 * ticks, since its promise for each key would cost more than the rest of a load.
 */
class RequestLoader<Value> implements Loader<Value> {
  readonly #options: LoaderOptions<Value>
  #results: Map<string, Value | null | Error | Tick<Value>> | undefined
  #tick: Tick<Value> | undefined
  #batching: DataLoader<Tick<Value>, undefined> | undefined

  constructor(options: LoaderOptions<Value>) {
    this.#options = options
  }

  load(key: string): MaybePromise<Value | null> {
    const result = this.#find(key)
    if (result instanceof Error) throw result
    return result instanceof Tick ? this.#loaded(result, key) : result
  }

  loadMany(keys: readonly string[]): MaybePromise<Found<Value>> {
    const gathering = new Gathering<Value>(keys)
    for (const key of keys) {
      const result = this.#find(key)
      if (result instanceof Tick) gathering.addFrom(result, indexOf(result, key) ?? NaN, ({ found }) => found)
      else gathering.add(result)
    }
    return gathering.all()
  }

  has(key: string): boolean {
    return this.#results?.get(key) !== undefined
  }

  prime(key: string, value: Value): void {
    const result = this.#results?.get(key)
    if (result === undefined || result instanceof Tick || result instanceof Error) this.#keep(key, value)
  }

  clear(key: string): void {
    this.#results?.delete(key)
  }

  clearAll(): void {
    this.#results = undefined
  }

  #keep(key: string, result: Value | null | Error | Tick<Value>): void {
    this.#results ??= new Map()
    this.#results.set(key, result)
  }

  /** The result, or the tick with which it is loaded. */
  #find(key: string): Value | null | Error | Tick<Value> {
    const result = this.#results?.get(key)
    if (result !== undefined) return result
    const known = this.#options.known?.(key)
    if (known === undefined) return this.#enqueue(key)
    this.#keep(key, known)
    return known
  }

  #enqueue(key: string): Tick<Value> {
    const tick = (this.#tick ??= this.#begin())
    tick.keys.push(key)
    this.#keep(key, tick)
    return tick
  }

  #begin(): Tick<Value> {
    const tick = new Tick<Value>()
    this.#batching ??= new DataLoader(this.#loadTick, { name: this.#options.name, cache: false })
    void this.#batching.load(tick)
    return tick
  }

  async #loaded(tick: Tick<Value>, key: string): Promise<Value | null> {
    const index = indexOf(tick, key) ?? NaN
    const result = (await tick.found)[index] ?? null
    if (result instanceof Error) throw result
    return result
  }

  /** DataLoader's batch function. It gets one tick: the next one begins when this is called. */
  readonly #loadTick = async ([tick = new Tick()]: readonly Tick<Value>[]): Promise<readonly undefined[]> => {
    this.#tick = undefined
    const { keys } = tick
    let found: Found<Value>
    try {
      found = await this.#options.loadBatch(keys)
      if (found.length !== keys.length) throw new Error('results are not of the same length as their keys')
    } catch (error) {
      const failure = toError(error)
      found = keys.map(() => failure)
    }
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index] ?? ''
      // A key that was cleared or primed meanwhile has another entry, or none.
      if (this.#results?.get(key) === tick) this.#keep(key, found[index] ?? null)
    }
    tick.settle(found)
    return [undefined]
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
