import { setTimeout as sleep } from 'node:timers/promises'
import { readRssBytes } from './process-usage.ts'
import { type Spread, spread } from './statistics.ts'
import { startUpstream, type Target } from './targets.ts'

/** Time from start to the first response, and memory of an idle process. */
export interface StartUp {
  readonly target: string
  readonly title: string
  readonly readyMs: Spread
  readonly rssBytes: Spread
}

/** Idle milliseconds before memory is read. */
const IDLE_MS = 1_000

/** Starts Parley and a bare Yoga alternately. */
export const measureStartUp = async (targets: readonly Target[], rounds: number): Promise<StartUp[]> => {
  const compared = targets.filter(({ name }) => name === 'yoga' || name.startsWith('parley'))
  const upstream = await startUpstream(0)
  const measured = compared.map(() => ({ readyMs: [] as number[], rssBytes: [] as number[] }))
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, target] of compared.entries()) {
      const running = await target.start({ id: 'start-up', caches: target.name !== 'yoga' }, upstream.url)
      await sleep(IDLE_MS)
      measured[place]?.readyMs.push(running.readyMs)
      measured[place]?.rssBytes.push(readRssBytes(running.pid))
      await running.stop()
    }
  }
  await upstream.stop()
  return compared.map(({ name, title }, place) => ({
    target: name,
    title,
    readyMs: spread(measured[place]?.readyMs ?? []),
    rssBytes: spread(measured[place]?.rssBytes ?? []),
  }))
}
