import { createGrowingLru } from '../../lru.ts'

/** The positions of the last drops by key, of which the latest are kept. */
export interface Drops {
  add(key: string, order: number): void
  /**
   * Whether the key was dropped after this position. One that is no longer known counts as dropped with the last that
   * was forgotten: many drops can only make more seem dropped.
   */
  isAfter(key: string, since: number): boolean
}

export const createDrops = (maxKeys: number): Drops => {
  let lastForgotten = 0
  const orders = createGrowingLru<string, number>(maxKeys, {
    disposeAfter(order, _, reason) {
      if (reason === 'evict') lastForgotten = Math.max(lastForgotten, order)
    },
  })
  return {
    add: (key, order) => void orders.set(key, order),
    // Without renewing it, so that the earliest is forgotten first.
    isAfter: (key, since) => (orders.peek(key) ?? lastForgotten) > since,
  }
}
