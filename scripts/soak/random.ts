import { createRandom } from '../../bench/random.ts'

/** Random numbers from a seed. */
export interface Random {
  /** 0 to 1. */
  next(): number
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number
  pick<Item>(items: readonly Item[]): Item
}

export const createDice = (seed: number): Random => {
  const next = createRandom(seed)
  return {
    next,
    below: (below) => Math.floor(next() * below),
    pick(items) {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('cannot pick from an empty list')
      return item
    },
  }
}
