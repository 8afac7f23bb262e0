import { createClient } from '@redis/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { digestOf } from '../../../src/datasources/sealtalk/revoked-sessions.ts'
import { createSealer } from '../../../src/datasources/sealtalk/seal.ts'
import { createRedisStore } from '../../../src/redis/index.ts'
import { Secret } from '../../../src/secret.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { codesOf, type TestGateway } from '../../support/gateway.ts'
import { watchPaths } from '../../support/paths.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { standingClock } from '../../support/time.ts'
import { textAt } from '../../support/value-at.ts'

const WHO = '{ viewer { sealtalk { user { id } } } }'
const LOGOUT = 'mutation { logout { loggedOut } }'
const LOGOUT_EVERYWHERE = 'mutation { logoutEverywhere { loggedOut } }'
const MIXIN = '{ viewer { mixin { user { name } } } }'
const ENDED = ['viewer.sealtalk: UNAUTHENTICATED']
const UNKNOWN = ['viewer.sealtalk: UPSTREAM_UNAVAILABLE']
const GRACE_MS = 5_000

type Headers = Record<string, string>

describe.skipIf(!canTestRedis)(`sessions that one of several gateways ends${redisNote}`, () => {
  let clock: ReturnType<typeof standingClock>
  let redis: TestRedis
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway

  beforeEach(async () => {
    clock = standingClock(Date.now())
    redis = await startRedis()
    fleet = await startFleet({ redisUrl: redis.url, clock })
    one = await fleet.start()
    other = await fleet.start()
  })
  afterEach(async () => {
    await fleet.close()
    await redis.close()
  })

  const signIn = async (gateway: TestGateway, password?: string, account: 0 | 1 = 0): Promise<Headers> => {
    const lin = fleet.sandbox.sealtalk.credentials.accounts[account]
    const input = `{ phone: { region: "${lin.region}", number: "${lin.phone}" }, password: "${password ?? lin.password}" }`
    const { headers, errors } = await gateway.query(`mutation { login(input: ${input}) { userId } }`)
    expect(errors).toEqual([])
    return { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
  }
  const who = async (gateway: TestGateway, headers: Headers) => codesOf(await gateway.query(WHO, { headers }))
  const until = (what: () => Promise<void>) => vi.waitFor(what, { timeout: 15_000, interval: 20 })
  /** Waits until each gateway knows all revocations again. */
  const untilKnown = async (session: Headers) => {
    for (const gateway of [one, other]) {
      await until(async () => expect(await who(gateway, session)).not.toEqual(UNKNOWN))
    }
  }

  it('are refused by all at once, also by one that starts later', async () => {
    const [session, spared] = [await signIn(one), await signIn(other)]
    await one.query(LOGOUT, { headers: session })

    for (const gateway of [one, other, await fleet.start()]) {
      expect(await who(gateway, session)).toEqual(ENDED)
      expect(await who(gateway, spared)).toEqual([])
    }
  })

  it('are known without asking Redis, so that responses are cached', async () => {
    const session = await signIn(one)
    const client = await createClient({ url: redis.url }).connect()
    await client.configResetStat()
    const watch = watchPaths(other.gateway)
    for (const _ of [1, 2, 3, 4]) expect(await who(other, session)).toEqual([])
    expect(await client.info('commandstats')).not.toMatch(/cmdstat_mget/)
    expect((await watch.paths()).at(-1)).toBe('response-cache')

    await one.query(LOGOUT, { headers: session })
    expect(await who(other, session)).toEqual(ENDED)
    client.destroy()
  })

  it('by logoutEverywhere are all of the user’s, wherever they began', async () => {
    const sessions = [await signIn(one), await signIn(other)]
    const stranger = await signIn(other, undefined, 1)
    await one.query(LOGOUT_EVERYWHERE, { headers: sessions[0] ?? {} })

    for (const gateway of [one, other, await fleet.start()]) {
      for (const session of sessions) expect(await who(gateway, session)).toEqual(ENDED)
      expect(await who(gateway, stranger)).toEqual([])
    }
    const back = await signIn(other)
    for (const gateway of [one, other]) expect(await who(gateway, back)).toEqual([])
  })

  it('by changePassword are all but the calling one', async () => {
    const [own, ended] = [await signIn(one), await signIn(other)]
    const { password } = fleet.sandbox.sealtalk.credentials.accounts[0]
    const input = `{ oldPassword: "${password}", newPassword: "changed-1" }`
    const answer = await one.query(`mutation { changePassword(input: ${input}) { changed } }`, {
      headers: own,
    })
    const renewed = { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }

    for (const gateway of [one, other, await fleet.start()]) {
      for (const good of [own, renewed]) expect(await who(gateway, good)).toEqual([])
      expect(await who(gateway, ended)).toEqual(ENDED)
    }
  })

  it('by resetPassword are those of a phone that another gateway verified', async () => {
    const session = await signIn(one)
    const { region, phone } = fleet.sandbox.sealtalk.credentials.accounts[0]
    const input = `phone: { region: "${region}", number: "${phone}" }`
    await one.query(`mutation { sendVerificationCode(input: { ${input} }) { sent } }`)
    const { data } = await one.query(
      `mutation { verifyCode(input: { ${input}, code: "9999" }) { verificationToken } }`,
    )
    const token = textAt(data, 'verifyCode.verificationToken')
    await other.query(
      `mutation { resetPassword(input: { password: "reset-1", verificationToken: "${token}" }) { changed } }`,
    )

    for (const gateway of [one, other]) expect(await who(gateway, session)).toEqual(ENDED)
    expect(await who(one, await signIn(other, 'reset-1'))).toEqual([])
  })

  it('while Redis is away are refused by all when it is back, and nobody is believed meanwhile', async () => {
    const [session, spared] = [await signIn(one), await signIn(one)]
    await redis.kill()
    expect(await one.query(LOGOUT, { headers: session })).toMatchObject({ errors: [] })
    await until(async () => expect(other.logged.join()).toContain('Redis is unavailable'))
    clock.advance(GRACE_MS - 1)
    expect(await who(one, session)).toEqual(ENDED)
    expect(await who(other, spared)).toEqual([])

    clock.advance(1)
    for (const gateway of [one, other]) {
      const answer = await gateway.query(WHO, { headers: spared })
      expect(codesOf(answer)).toEqual(UNKNOWN)
      expect(answer.errors[0]?.extensions).toMatchObject({ network: 'SEALTALK', retryable: true })
      // Mixin is not affected, nor is whoever has no session.
      expect(await gateway.query(MIXIN)).toMatchObject({
        errors: [],
        data: { viewer: { mixin: { user: { name: expect.any(String) } } } },
      })
      expect(await who(gateway, {})).toEqual([])
      expect(await who(gateway, { 'x-sealtalk-session': 'gibberish' })).toEqual(ENDED)
    }

    await redis.restart()
    await untilKnown(spared)
    for (const gateway of [one, other, await fleet.start()]) {
      await until(async () => expect(await who(gateway, session)).toEqual(ENDED))
      expect(await who(gateway, spared)).toEqual([])
    }
  })

  it('by logout are ended although nobody knows of others’ logouts', async () => {
    const { control } = fleet.sandbox.sealtalk
    const sessions = [await signIn(one), await signIn(one, undefined, 1)] as const
    await redis.kill()
    await until(async () => expect(one.logged.join()).toContain('Redis is unavailable'))
    clock.advance(GRACE_MS)
    for (const [index, mutation] of [LOGOUT, LOGOUT_EVERYWHERE].entries()) {
      const headers = sessions[index] ?? {}
      control.resetCalls()
      const answer = await one.query(mutation, { headers })
      expect(answer.errors).toEqual([])
      expect(answer.headers.getSetCookie()[0]).toMatch(/parley_sealtalk=; Max-Age=0/)
      expect(control.calls().recent.map(({ endpoint }) => endpoint)).toEqual(['POST /user/logout'])
      expect(await who(one, headers)).toEqual(ENDED)
    }
    const changed = await one.query(
      'mutation { changePassword(input: { oldPassword: "a-password", newPassword: "b-password" }) { changed } }',
      { headers: await signIn(one) },
    )
    expect(codesOf(changed)).toEqual(['changePassword: UPSTREAM_UNAVAILABLE'])

    await redis.restart()
    for (const session of sessions) {
      await until(async () => expect(await who(other, session)).toEqual(ENDED))
    }
  })

  it('are given to a Redis that was restarted empty, or emptied', async () => {
    const session = await signIn(one)
    await one.query(LOGOUT, { headers: session })
    const client = await createClient({ url: redis.url }).connect()
    await client.flushAll()
    await until(async () => expect(await client.keys('parley:1:revocations:*')).toHaveLength(1))
    client.destroy()
    expect(await who(await fleet.start(), session)).toEqual(ENDED)

    await redis.kill()
    await redis.restart()
    await untilKnown(await signIn(one))
    await until(async () => {
      const late = await fleet.start()
      expect(await who(late, session)).toEqual(ENDED)
    })
  })

  it('are learned by a gateway that missed the message', async () => {
    const session = await signIn(one)
    const client = await createClient({ url: redis.url }).connect()
    // Closes the other gateway's connections at the moment of the logout.
    const pending = one.query(LOGOUT, { headers: session })
    await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub'])
    await pending
    client.destroy()

    for (const gateway of [one, other]) {
      await until(async () => expect(await who(gateway, session)).toEqual(ENDED))
    }
  })

  it('reach the others through a Redis that is full', async () => {
    const session = await signIn(one)
    const client = await createClient({ url: redis.url }).connect()
    await client.configSet('maxmemory', '1')
    await one.query(LOGOUT, { headers: session })
    await until(async () => expect(await who(other, session)).toEqual(ENDED))

    await client.configSet('maxmemory', '0')
    await until(async () => {
      const late = await fleet.start()
      expect(await who(late, session)).toEqual(ENDED)
    })
    client.destroy()
  })

  it('stay ended while the secret is replaced, also by gateways that do not have the new one yet', async () => {
    const [OLD, NEW] = ['the former secret of all gateways', 'the new secret of all the gateways']
    const old = await fleet.start({ SESSION_SECRET: OLD })
    const [ended, late, spared] = [await signIn(old), await signIn(old), await signIn(old)]
    await old.query(LOGOUT, { headers: ended })

    const both = await fleet.start({ SESSION_SECRET: `${NEW},${OLD}` })
    expect(await who(both, ended)).toEqual(ENDED)
    expect(await who(both, late)).toEqual([])
    await old.query(LOGOUT, { headers: late })
    await until(async () => expect(await who(both, late)).toEqual(ENDED))
    expect(await who(both, spared)).toEqual([])
    await both.query(LOGOUT, { headers: spared })
    await until(async () => expect(await who(old, spared)).toEqual(ENDED))

    const renewed = await signIn(both)
    const third = await fleet.start({ SESSION_SECRET: NEW })
    expect(await who(third, renewed)).toEqual([])
    const swapped = await fleet.start({ SESSION_SECRET: `${OLD},${NEW}` })
    await swapped.query(LOGOUT, { headers: renewed })
    await until(async () => expect(await who(third, renewed)).toEqual(ENDED))
    const last = await fleet.start({ SESSION_SECRET: `a secret that none has had before,${NEW},${OLD}` })
    for (const session of [ended, late, spared, renewed]) expect(await who(last, session)).toEqual(ENDED)
  })

  it('by a gateway that has only the former secret are known to those that have only the new one', async () => {
    const [OLD, NEW] = ['the former secret of all gateways', 'the new secret of all the gateways']
    const old = await fleet.start({ SESSION_SECRET: OLD })
    const session = await signIn(old)
    const both = await fleet.start({ SESSION_SECRET: `${NEW},${OLD}` })
    const renewed = await signIn(both)
    const late = await fleet.start({ SESSION_SECRET: NEW })
    expect(await who(late, renewed)).toEqual([])

    await old.query(LOGOUT_EVERYWHERE, { headers: session })

    await until(async () => expect(await who(late, renewed)).toEqual(ENDED))
  })

  it('by version 0.1 are still refused', async () => {
    const secret = new Secret('a secret of both versions')
    const gateway = await fleet.start({ SESSION_SECRET: secret.reveal() })
    const { userId } = fleet.sandbox.sealtalk.credentials.accounts[0]
    const seal = () => {
      const cookie = fleet.sandbox.sealtalk.signIn(userId)
      return createSealer(secret).seal({ cookie, userId, issuedAt: clock.now() }) ?? ''
    }
    const [ended, good] = [seal(), seal()]
    const store = createRedisStore({
      settings: { urls: [new Secret(redis.url)] },
      secret,
      log: createLog({ level: 'silent' }),
      clock,
      random: () => 0,
      timeoutMs: 2_000,
    })
    await store.ready
    await store.facts.insist('sealtalk logout', digestOf(ended), true, 60_000)
    await store.close()

    expect(await who(gateway, { 'x-sealtalk-session': ended })).toEqual(ENDED)
    for (const _ of [1, 2, 3]) expect(await who(gateway, { 'x-sealtalk-session': good })).toEqual([])
  })

  it('are not known to a gateway that has never reached Redis: it believes no session', async () => {
    const session = await signIn(one)
    const lonely = await fleet.start({ REDIS_URL: 'redis://127.0.0.1:1' })

    expect(await who(lonely, session)).toEqual(UNKNOWN)
    expect(codesOf(await lonely.query(MIXIN))).toEqual([])
    // It still signs in: a session that begins now cannot have ended.
    const lin = fleet.sandbox.sealtalk.credentials.accounts[0]
    const answer = await lonely.query(
      `mutation { login(input: { phone: { region: "${lin.region}", number: "${lin.phone}" }, password: "${lin.password}" }) { user { name } } }`,
    )
    expect(answer).toMatchObject({ errors: [], data: { login: { user: { name: lin.nickname } } } })
  })
})
