import { setTimeout as sleep } from 'node:timers/promises'
import { readRssBytes } from './process-usage.ts'
import { type Spread, spread } from './statistics.ts'
import { startUpstream, type Target } from './targets.ts'

/** From nothing to the first answer, and what a process weighs that has nothing to do. */
export interface StartUp {
  readonly target: string
  readonly title: string
  readonly readyMs: Spread
  readonly rssBytes: Spread
}

/** Milliseconds of rest before memory is read. */
const REST_MS = 1_000

/** Starts Parley and a bare Yoga in turns. */
export const measureStartUp = async (targets: readonly Target[], rounds: number): Promise<StartUp[]> => {
  const compared = targets.filter(({ name }) => name === 'yoga' || name.startsWith('parley'))
  const upstream = await startUpstream(0)
  const seen = compared.map(() => ({ readyMs: [] as number[], rssBytes: [] as number[] }))
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, target] of compared.entries()) {
      const running = await target.start({ id: 'start-up', caches: target.name !== 'yoga' }, upstream.url)
      await sleep(REST_MS)
      seen[place]?.readyMs.push(running.readyMs)
      seen[place]?.rssBytes.push(readRssBytes(running.pid))
      await running.stop()
    }
  }
  await upstream.stop()
  return compared.map(({ name, title }, place) => ({
    target: name,
    title,
    readyMs: spread(seen[place]?.readyMs ?? []),
    rssBytes: spread(seen[place]?.rssBytes ?? []),
  }))
}
