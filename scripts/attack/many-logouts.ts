import type { Attack } from './support/attack.ts'
import {
  attacker,
  blockOf,
  createRotatingClient,
  runMany,
  TRUSTING,
  victim,
} from './support/rotating-client.ts'
import { startTarget } from './support/target.ts'

const LOGOUTS = 100_000
const LOGOUT = 'mutation { logout { loggedOut } }'
const ME = '{ viewer { sealtalk { acceptsPokes } } }'

export const attack: Attack = {
  description: `Up to ${LOGOUTS} logins and logouts of one account, to revive a session of another that was logged out.`,
  seconds: 120,
  async run({ seconds, checkout }) {
    const target = await startTarget({ checkout, env: TRUSTING })
    const client = createRotatingClient(target)
    const { cookie: ended } = await client.ask(victim.rightLogin, blockOf(0))
    await client.ask(LOGOUT, blockOf(0), ended)
    const before = await client.ask(ME, blockOf(0), ended)
    const stopWatching = target.watch()
    let loggedOut = 0
    const asked = await runMany(LOGOUTS, seconds, async (index) => {
      const { cookie } = await client.ask(attacker.rightLogin, blockOf(1_000 + index))
      if (cookie === undefined) return
      const { outcome } = await client.ask(LOGOUT, blockOf(1_000 + index), cookie)
      if (outcome === 'ok') loggedOut += 1
    })
    const { rssGrowthMiB } = await stopWatching()
    const after = await client.ask(ME, blockOf(0), ended)
    await client.close()
    await target.stop()
    return {
      logins: asked,
      'accepted and logged out': loggedOut,
      'session of the victim before': before.outcome,
      'session of the victim after': after.outcome,
      'RSS growth (MiB)': rssGrowthMiB,
    }
  },
}
