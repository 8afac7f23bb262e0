import { setTimeout } from 'node:timers/promises'
import type { Attack } from './support/attack.ts'
import { describeServed, startHealthCheck, startOrdinaryUser } from './support/probe.ts'
import { openRaw, type RawSocket } from './support/raw-socket.ts'
import { startTarget } from './support/target.ts'

const CONNECTIONS = 2_200
/** Just before the gateway would end a connection without a head. */
const REOPEN_AFTER_MS = 4_500

export const attack: Attack = {
  description: `${CONNECTIONS} connections that send half of a head, reopened every 4.5 s.`,
  seconds: 20,
  async run({ seconds, checkout }) {
    const target = await startTarget({ checkout })
    const stopWatching = target.watch()
    const end = performance.now() + seconds * 1_000
    const endUser = startOrdinaryUser(target)
    const endHealth = startHealthCheck(target)
    let opened = 0
    const hold = async (index: number): Promise<void> => {
      // Spread over the interval, so that it is never short of them.
      await setTimeout((index / CONNECTIONS) * REOPEN_AFTER_MS)
      let held: RawSocket | undefined
      while (performance.now() < end) {
        held?.socket.destroy()
        held = openRaw(target, 'POST /graphql HTTP/1.1\r\nHost: gate')
        opened += 1
        await setTimeout(Math.min(REOPEN_AFTER_MS, Math.max(0, end - performance.now())))
      }
      held?.socket.destroy()
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => hold(index)))
    const [others, health] = await Promise.all([endUser(), endHealth()])
    const { rssGrowthMiB, maxLoopDelayMs } = await stopWatching()
    await target.stop()
    return {
      'connections opened': opened,
      ...describeServed('others', others),
      ...describeServed('health', health),
      'RSS growth (MiB)': rssGrowthMiB,
      'longest event loop delay (ms)': maxLoopDelayMs,
    }
  },
}
