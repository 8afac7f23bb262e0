import { setTimeout } from 'node:timers/promises'
import type { Attack } from './support/attack.ts'
import { describeServed, startHealthCheck, startOrdinaryUser } from './support/probe.ts'
import { openRaw, type RawSocket } from './support/raw-socket.ts'
import { startTarget } from './support/target.ts'

const CONNECTIONS = 600
/** Just before Node.js would end a request that is not complete. */
const REOPEN_AFTER_MS = 9_000

const HEAD =
  'POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{'

export const attack: Attack = {
  description: `${CONNECTIONS} connections that send a head and the first byte of a body, reopened every 9 s.`,
  seconds: 30,
  async run({ seconds, checkout }) {
    const target = await startTarget({ checkout })
    const stopWatching = target.watch()
    const end = performance.now() + seconds * 1_000
    const endUser = startOrdinaryUser(target)
    const endHealth = startHealthCheck(target)
    let opened = 0
    const hold = async (index: number): Promise<void> => {
      // Spread over the interval, so that it is never short of them.
      await setTimeout((index / CONNECTIONS) * 1_000)
      let held: RawSocket | undefined
      while (performance.now() < end) {
        held?.socket.destroy()
        held = openRaw(target, HEAD)
        opened += 1
        await setTimeout(Math.min(REOPEN_AFTER_MS, Math.max(0, end - performance.now())))
      }
      held?.socket.destroy()
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => hold(index)))
    const [others, health] = await Promise.all([endUser(), endHealth()])
    const { rssGrowthMiB, maxLoopDelayMs } = await stopWatching()
    const shed = await target.metric('parley_requests_shed_total')
    await target.stop()
    return {
      'connections opened': opened,
      'bytes sent per second': (opened * HEAD.length) / seconds,
      ...describeServed('others', others),
      ...describeServed('health', health),
      'requests shed': shed,
      'RSS growth (MiB)': rssGrowthMiB,
      'longest event loop delay (ms)': maxLoopDelayMs,
    }
  },
}
