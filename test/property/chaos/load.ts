import { setTimeout } from 'node:timers/promises'
import { PEOPLE } from '../../integration/shield/stage.ts'

const USER = 'query ($id: ID!) { user(by: { mixinUserId: $id }) { upstreamId name } }'

/** Whether the gateway at this address told the name of a made-up user; rejects where no whole answer came. */
export const readUser = async (graphql: string, index: number): Promise<boolean> => {
  const { userId, fullName } = PEOPLE[index % PEOPLE.length] ?? {}
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: USER, variables: { id: userId } }),
  })
  const { data } = (await response.json()) as { data?: { user?: { name?: string } } }
  return response.status === 200 && data?.user?.name === fullName
}

/** How many of them ended in what way. */
export interface Reads {
  readonly sent: number
  readonly answered: number
}

export interface SteadyReads {
  readonly sent: number
  /** Reads that have no answer yet. */
  readonly underWay: number
  /** No more of them. */
  pause(): void
  /** The same, and resolves when each has ended. */
  stop(): Promise<Reads>
}

/** Reads another user each time, at a steady rate, however long the answers take. */
export const readSteadily = (perSecond: number, read: (index: number) => Promise<boolean>): SteadyReads => {
  const reads: Promise<boolean>[] = []
  let underWay = 0
  const timer = setInterval(() => {
    underWay += 1
    reads.push(
      read(reads.length)
        .catch(() => false)
        .finally(() => {
          underWay -= 1
        }),
    )
  }, 1000 / perSecond)
  const pause = (): void => clearInterval(timer)
  return {
    get sent() {
      return reads.length
    },
    get underWay() {
      return underWay
    },
    pause,
    async stop() {
      pause()
      const ends = await Promise.all(reads)
      return { sent: ends.length, answered: ends.filter(Boolean).length }
    },
  }
}

/** Milliseconds between two looks of whatever watches a process from outside. */
const LOOK_MS = 20

/** Looks again and again until it is so; throws after ten seconds. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 10_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('it does not come to be so')
    await setTimeout(LOOK_MS)
  }
}
