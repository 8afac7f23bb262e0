import { setTimeout } from 'node:timers/promises'
import type { Attack } from './support/attack.ts'
import { ATTACKER } from './support/raw-socket.ts'
import { startUnreadTarget } from './support/unread.ts'

export const attack: Attack = {
  description: '50 connections that read nothing, as unread-replies, while the gateway is told to stop.',
  seconds: 3,
  async run({ seconds, checkout }) {
    const { target, open } = await startUnreadTarget({
      checkout,
      connections: 50,
      megabytes: 1,
      each: 11,
      pauseMs: 10,
    })
    const stopWatching = target.watch()
    await open()
    await setTimeout(seconds * 1_000)
    const connections = target.connectionsWith(ATTACKER)
    const { rssGrowthMiB, maxLoopDelayMs } = await stopWatching()
    const { code, tookMs } = await target.stop()
    return {
      'connections at the stop': connections,
      'RSS growth (MiB)': rssGrowthMiB,
      'longest event loop delay (ms)': maxLoopDelayMs,
      'stop: exit code': code,
      'stop: milliseconds': tookMs,
    }
  },
}
