import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { codesOf, type TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote } from '../../support/redis.ts'
import { type Stage, STAGES } from '../../support/redis-stages.ts'
import { loginOf, outcomeOf, phoneInput } from '../brute-force-guard/sign-in-harness.ts'

const until = (what: () => Promise<void>, timeout = 20_000) => vi.waitFor(what, { timeout, interval: 10 })

describe.skipIf(!canTestRedis).each(STAGES)(`when %s${redisNote}, two gateways`, (_, start, withinMs) => {
  let stage: Stage
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway
  const open = async (env: Record<string, string> = {}): Promise<void> => {
    stage = await start()
    fleet = await startFleet({ redisUrl: stage.url, env })
    one = await fleet.start()
    other = await fleet.start()
  }
  afterEach(async () => {
    await fleet.close()
    await stage.close()
  })

  const login = async (gateway: TestGateway, index: 0 | 1, password?: string) => {
    const account = fleet.sandbox.sealtalk.credentials.accounts[index]
    return gateway.query(loginOf(phoneInput(account.region, account.phone), password ?? account.password))
  }
  const sessionOf = async (gateway: TestGateway, index: 0 | 1) => {
    const { headers } = await login(gateway, index)
    return {
      headers: { 'x-sealtalk-session': headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? '' },
    }
  }
  const viewer = '{ viewer { sealtalk { user { id } } } }'
  const logout = 'mutation { logout { loggedOut } }'

  it('know of a logout at either, before and after', { timeout: 60_000 }, async () => {
    await open()
    const [first, second] = [await sessionOf(one, 0), await sessionOf(one, 1)]
    // Something to be remembered by the servers.
    const early = await sessionOf(other, 0)
    await other.query(logout, early)
    await until(async () =>
      expect(codesOf(await one.query(viewer, early))).toEqual(['viewer.sealtalk: UNAUTHENTICATED']),
    )
    expect(codesOf(await other.query(viewer, first))).toEqual([])

    await stage.change()
    expect(codesOf(await one.query(logout, first))).toEqual([])
    const refused = async (gateway: TestGateway, session: typeof first) =>
      expect(codesOf(await gateway.query(viewer, session))).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    await until(() => refused(other, first), withinMs)

    await until(async () => expect(codesOf(await one.query(viewer, second))).toEqual([]))
    await other.query(logout, second)
    await until(() => refused(one, second))
    for (const gateway of [one, other]) await refused(gateway, early)
    await until(async () =>
      expect(await fetch(`${one.url}/health/ready`).then((r) => r.text())).toBe('ready\nredis: up\n'),
    )
  })

  it('count tries together', { timeout: 60_000 }, async () => {
    await open({ LIMIT_TRIES_PER_PHONE: '5', LIMIT_SIGN_INS_PER_ACCOUNT: '5' })
    const tryOnce = async (gateway: TestGateway) => outcomeOf(await login(gateway, 0, 'a-wrong-password'))
    const session = await sessionOf(one, 1)
    await one.query(logout, session)
    const before = [await tryOnce(one), await tryOnce(other)]
    await stage.change()
    await stage.settled(2)
    await until(async () => {
      const bodies = [one, other].map(async ({ url }) => (await fetch(`${url}/health/ready`)).text())
      expect(await Promise.all(bodies)).toEqual(Array(2).fill('ready\nredis: up\n'))
    })
    const after: string[] = []
    for (let time = 0; time < 6; time += 1) after.push(await tryOnce(time % 2 ? other : one))
    const counted = [...before, ...after].filter((outcome) => !outcome.includes('RATE_LIMITED'))
    expect(counted).toHaveLength(5)
    expect(after.slice(3).every((outcome) => outcome.includes('RATE_LIMITED'))).toBe(true)
  })
})
