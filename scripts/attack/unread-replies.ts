import { setTimeout } from 'node:timers/promises'
import type { Attack } from './support/attack.ts'
import { measureLargeQuery } from './support/large-query.ts'
import { describeServed, startHealthCheck, startOrdinaryUser } from './support/probe.ts'
import { ATTACKER, openRaw, postOf } from './support/raw-socket.ts'
import { startTarget } from './support/target.ts'

const CONNECTIONS = 50
/** Bytes that each connection leaves unread; the operating system buffers some four megabytes of them. */
const BYTES_EACH = 10e6

/** Responses that are read before. */
const WARM_UP = 60

export const attack: Attack = {
  description: `${CONNECTIONS} connections that ask for 10 MB each, pipelined, and read nothing.`,
  seconds: 40,
  async run({ seconds, checkout }) {
    // Responses in a cache are no unread responses.
    const target = await startTarget({ checkout, env: { CACHE_MAX_BYTES: '8MiB' } })
    const query = await measureLargeQuery(target)
    const each = Math.ceil(BYTES_EACH / query.responseBytes)
    // What the same work takes where clients read is not what unread responses hold.
    for (let nonce = 1; nonce <= WARM_UP; nonce += 1) await query.send(-nonce)
    const stopWatching = target.watch()
    const endUser = startOrdinaryUser(target)
    const endHealth = startHealthCheck(target)
    const startedAt = performance.now()
    for (let index = 0; index < CONNECTIONS; index += 1) {
      const requests = Array.from({ length: each }, (_, request) =>
        postOf(query.of(index * each + request + 1)),
      )
      openRaw(target, requests.join(''), { isReading: false })
      await setTimeout(50)
    }
    let lastSeenAt = performance.now()
    while (performance.now() < startedAt + seconds * 1_000) {
      await setTimeout(250)
      if (target.connectionsWith(ATTACKER) === 0) break
      lastSeenAt = performance.now()
    }
    const left = target.connectionsWith(ATTACKER)
    const [others, health] = await Promise.all([endUser(), endHealth()])
    const { rssGrowthMiB, peakRssMiB, maxLoopDelayMs } = await stopWatching()
    const { code, tookMs } = await target.stop()
    return {
      'bytes of each response': query.responseBytes,
      'responses per connection': each,
      'connections not cut': left,
      'seconds until all were cut': left > 0 ? 'never' : (lastSeenAt - startedAt) / 1_000,
      'RSS growth (MiB)': rssGrowthMiB,
      'RSS peak (MiB)': peakRssMiB,
      ...describeServed('others', others),
      ...describeServed('health', health),
      'longest event loop delay (ms)': maxLoopDelayMs,
      'stop: exit code': code,
      'stop: milliseconds': tookMs,
    }
  },
}
