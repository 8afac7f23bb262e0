import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Sandbox } from '../../sandbox/index.ts'
import { createClient, createTally, type Tally } from './asking.ts'
import { chooseHabit, createHabits } from './habits.ts'
import { createDice } from './random.ts'

const CLIENTS = 24
/** Most milliseconds that a client thinks before its next question; half of it on average. */
const THOUGHT_MS = 600
/** Documents that the gateway remembers: so many and more were seen before anything is measured. */
const DOCUMENTS = 1_100

export interface Load {
  readonly tally: Tally
  /** Resolves when every client has got its last answer. */
  stop(): Promise<void>
}

/** Fills what is bounded by a count and would go on growing all the while. */
export const warmUp = async (url: string): Promise<void> => {
  const client = createClient(url, createTally())
  const documents = Array.from(
    { length: DOCUMENTS },
    () => `{ a${randomUUID().replaceAll('-', '')}: budgets { remaining } }`,
  )
  const work = async (): Promise<void> => {
    for (let query = documents.pop(); query !== undefined; query = documents.pop())
      await client.ask({ query })
  }
  await Promise.all(Array.from({ length: 8 }, work))
  const [wrong] = client.tally.wrongs
  if (wrong !== undefined) throw new Error(`the gateway does not answer as it should: ${wrong}`)
}

/** Clients that ask one thing after the other, each at its own pace, until told to stop. */
export const startLoad = (sandbox: Sandbox, url: string, seed: number): Load => {
  const tally = createTally()
  const end = new AbortController()
  const live = async (index: number): Promise<void> => {
    const random = createDice(seed * CLIENTS + index)
    const habits = createHabits(sandbox, createClient(url, tally), random)
    while (!end.signal.aborted) {
      await setTimeout(random.below(THOUGHT_MS))
      await chooseHabit(habits, random).act()
    }
  }
  const lives = Promise.all(Array.from({ length: CLIENTS }, (_, index) => live(index)))
  // A mistake of the soak's own is told at the end.
  lives.catch(() => undefined)
  return {
    tally,
    async stop() {
      end.abort()
      await lives
    },
  }
}
