import { type Clock, systemClock } from '../../src/clock.ts'
import type { StoreCalls, StoreNews } from '../../src/workers/calls.ts'
import { createHeldStore } from '../../src/workers/held-store.ts'
import { createLink, type Link } from '../../src/workers/link.ts'
import { createWorkerStores, type WorkerStore } from '../../src/workers/worker-stores.ts'
import { createPortPair, type PortPair } from './ports.ts'

/** The shared state of several workers, without their processes. */
export interface WorkerGroup {
  /** Another worker's store. */
  join(): WorkerStore
  /** A worker is busy, the first one being 1: it hears of nothing until the result is called. */
  hold(number: number): () => void
  /** Messages between workers and primary so far. */
  messages(): number
}

export const createWorkerGroup = (clock: Clock = systemClock): WorkerGroup => {
  const links = new Map<number, Link<StoreNews>>()
  const pairs: PortPair[] = []
  const store = createHeldStore(clock, async (name, argument, except) => {
    const others = [...links].filter(([number]) => number !== except)
    await Promise.all(others.map(([, link]) => link.ask(name, argument)))
  })
  return {
    join() {
      const number = links.size + 1
      const pair = createPortPair()
      pairs.push(pair)
      links.set(number, createLink<StoreNews>(pair.primary, store.callsOf(number)))
      const stores = createWorkerStores(clock)
      return stores.open(createLink<StoreCalls>(pair.worker, stores.news))
    },
    hold: (number) => pairs[number - 1]?.holdWorker() ?? (() => undefined),
    messages: () => pairs.reduce((sum, { sent }) => sum + sent(), 0),
  }
}
