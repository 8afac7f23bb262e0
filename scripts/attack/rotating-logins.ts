import type { Attack } from './support/attack.ts'
import {
  blockOf,
  createRotatingClient,
  runMany,
  strangersPhone,
  TRUSTING,
  victim,
  wrongLogin,
} from './support/rotating-client.ts'
import { startTarget } from './support/target.ts'

const LOGINS = 26_000
/** The sixth attempt and later ones are refused for twelve minutes. */
const ATTEMPTS = 10

export const attack: Attack = {
  description: `${LOGINS} wrong logins from rotating /64 blocks, to get the attempts of a phone back.`,
  seconds: 60,
  async run({ seconds, checkout }) {
    const target = await startTarget({ checkout, env: TRUSTING })
    const client = createRotatingClient(target)
    const tryVictim = async (from: number): Promise<number> => {
      let sent = 0
      for (let index = 0; index < ATTEMPTS; index += 1) {
        const { outcome } = await client.ask(wrongLogin(victim.phone), blockOf(from + index))
        if (outcome === 'VERIFICATION_FAILED') sent += 1
      }
      return sent
    }
    const before = await tryVictim(0)
    const stopWatching = target.watch()
    const startedAt = performance.now()
    let sent = 0
    const asked = await runMany(LOGINS, seconds, async (index) => {
      const { outcome } = await client.ask(wrongLogin(strangersPhone(index)), blockOf(1_000 + index))
      if (outcome !== 'RATE_LIMITED') sent += 1
    })
    const tookMs = performance.now() - startedAt
    const { rssGrowthMiB } = await stopWatching()
    const after = await tryVictim(500_000)
    await client.close()
    await target.stop()
    return {
      'wrong logins': asked,
      'of these sent to the network': sent,
      'duration (ms)': tookMs,
      'victim: attempts before': before,
      'victim: attempts gained': after,
      'RSS growth (MiB)': rssGrowthMiB,
    }
  },
}
