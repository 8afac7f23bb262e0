/** Entries that are removed before the map begins anew. */
const LEAST_REMOVED = 32

/**
 * A map whose entries come and go all the time. V8 links each outgrown table of a `Map` to the one that replaces it:
 * once one of them counts as old, all later ones survive until the next full collection, with whatever was in them when
 * they were outgrown. Therefore this one moves to a new `Map` before its table is outgrown by entries that are gone.
 */
export class TurnoverMap<Key, Value> {
  #map = new Map<Key, Value>()
  #removed = 0

  get(key: Key): Value | undefined {
    return this.#map.get(key)
  }

  set(key: Key, value: Value): void {
    this.#map.set(key, value)
  }

  delete(key: Key): void {
    if (!this.#map.delete(key)) return
    this.#removed += 1
    if (this.#removed < LEAST_REMOVED || this.#removed < this.#map.size) return
    this.#map = new Map(this.#map)
    this.#removed = 0
  }

  values(): Iterable<Value> {
    return this.#map.values()
  }
}
