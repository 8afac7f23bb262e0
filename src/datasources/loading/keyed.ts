/** Something that has keys, each once, in an order. */
export interface Keyed {
  readonly keys: readonly string[]
  /** Worked out when somebody looks for a key. */
  indexes?: Map<string, number> | undefined
}

/** Keys that are found faster without a map. */
const FEW_KEYS = 8

/** The index of a key; undefined where it is none of them. */
export const indexOf = (keyed: Keyed, key: string): number | undefined => {
  const { keys } = keyed
  const last = keys.length - 1
  if (keys[last] === key) return last
  if (keys.length <= FEW_KEYS) {
    const index = keys.indexOf(key)
    return index < 0 ? undefined : index
  }
  const indexes = (keyed.indexes ??= new Map())
  for (let index = indexes.size; index <= last; index += 1) indexes.set(keys[index] ?? '', index)
  return indexes.get(key)
}
