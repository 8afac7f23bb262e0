import { request } from 'undici'
import type { Attack } from './support/attack.ts'
import {
  blockOf,
  createRotatingClient,
  runMany,
  strangersPhone,
  TRUSTING,
} from './support/rotating-client.ts'
import { startTarget } from './support/target.ts'

const REQUESTS = 21_000
const SEARCH = '{ user(by: { mixinPhone: { region: "1", number: "2025550123" } }) { name } }'

const control = async (url: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
  const response = await request(`${url}/__sandbox/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return response.body.json()
}

export const attack: Attack = {
  description: `${REQUESTS} anonymous requests for codes, to end the bot's pause of twelve hours after a refused search.`,
  seconds: 60,
  async run({ seconds, checkout }) {
    const target = await startTarget({
      checkout,
      env: { ...TRUSTING, LIMIT_TEXT_MESSAGES_PER_HOUR: '1000000' },
    })
    const { mixin, sealtalk } = target.sandbox
    const client = createRotatingClient(target)
    const searchCalls = async (): Promise<number> => {
      const { byEndpoint } = (await control(mixin.url, 'GET', 'calls')) as {
        readonly byEndpoint: Readonly<Record<string, number>>
      }
      return byEndpoint['GET /search/:q'] ?? 0
    }
    await control(mixin.url, 'POST', 'faults', { endpoint: 'GET /search/:q', kind: '429' })
    const first = await client.ask(SEARCH, blockOf(0))
    await control(mixin.url, 'DELETE', 'faults')
    await control(mixin.url, 'DELETE', 'calls')
    await control(sealtalk.url, 'POST', 'faults', {
      endpoint: 'POST /user/send_code',
      kind: '429',
      times: REQUESTS,
    })
    const stopWatching = target.watch()
    const startedAt = performance.now()
    const asked = await runMany(REQUESTS, seconds, (index) => {
      const input = `{ phone: ${strangersPhone(index)} }`
      return client.ask(`mutation { sendVerificationCode(input: ${input}) { sent } }`, blockOf(index))
    })
    const tookMs = performance.now() - startedAt
    const { rssGrowthMiB } = await stopWatching()
    const next = await client.ask(SEARCH, blockOf(0))
    const calls = await searchCalls()
    await client.close()
    await target.stop()
    return {
      'first search': first.outcome,
      'requests for codes': asked,
      'duration (ms)': tookMs,
      'next search': next.outcome,
      'calls of the next search': calls,
      'RSS growth (MiB)': rssGrowthMiB,
    }
  },
}
