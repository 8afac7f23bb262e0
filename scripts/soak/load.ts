import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Sandbox } from '../../sandbox/index.ts'
import { createClient, createTally, type Tally } from './client.ts'
import { chooseAction, createActions } from './actions.ts'
import { createDice } from './random.ts'

const CLIENTS = 24
/** Maximum of milliseconds between two requests of a client; half of it on average. */
const MAX_PAUSE_MS = 600
/** More documents than the gateway caches. */
const DOCUMENTS = 1_100

export interface Load {
  readonly tally: Tally
  /** Resolves when every client has received its last response. */
  stop(): Promise<void>
}

/** Fills the caches that are limited by count, which would otherwise grow during the measurement. */
export const warmUp = async (url: string): Promise<void> => {
  const client = createClient(url, createTally())
  const documents = Array.from(
    { length: DOCUMENTS },
    () => `{ a${randomUUID().replaceAll('-', '')}: budgets { remaining } }`,
  )
  const work = async (): Promise<void> => {
    for (let query = documents.pop(); query !== undefined; query = documents.pop())
      await client.send({ query })
  }
  await Promise.all(Array.from({ length: 8 }, work))
  const [wrong] = client.tally.wrongs
  if (wrong !== undefined) throw new Error(`unexpected response of the gateway: ${wrong}`)
}

/** Starts clients that each send one request after the other, with pauses, until `stop`. */
export const startLoad = (sandbox: Sandbox, url: string, seed: number): Load => {
  const tally = createTally()
  const end = new AbortController()
  const runClient = async (index: number): Promise<void> => {
    const random = createDice(seed * CLIENTS + index)
    const actions = createActions(sandbox, createClient(url, tally), random)
    while (!end.signal.aborted) {
      await setTimeout(random.below(MAX_PAUSE_MS))
      await chooseAction(actions, random).act()
    }
  }
  const clients = Promise.all(Array.from({ length: CLIENTS }, (_, index) => runClient(index)))
  // `stop` throws the soak's own errors.
  clients.catch(() => undefined)
  return {
    tally,
    async stop() {
      end.abort()
      await clients
    },
  }
}
