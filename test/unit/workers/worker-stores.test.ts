import { describe, expect, it } from 'vitest'
import type { SharedRevocation } from '../../../src/datasources/shared-store.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import { standingClock } from '../../support/time.ts'
import { createWorkerGroup } from '../../support/worker-group.ts'

/** A burst of three calls, then one in a thousand seconds. */
const SLOW: LimitClass = {
  name: 'mixin searchUser',
  bucket: { burst: 3, perSecond: 0.001 },
  cooldown: { firstMs: 60_000, maxMs: 60_000 },
}
const UNCOUNTED: LimitClass = { name: 'mixin readUsers', cooldown: { firstMs: 60_000, maxMs: 900_000 } }
const HOUR_MS = 60 * 60_000

/** Lets all happen that needs no message. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

const start = async (count = 2) => {
  const clock = standingClock(Date.UTC(2026, 0, 1))
  const group = createWorkerGroup(clock)
  const stores = Array.from({ length: count }, () => group.join())
  await Promise.all(stores.map(({ ready }) => ready))
  const [one, other] = stores
  if (!one || !other) throw new Error('two workers at least')
  return { clock, group, one, other, join: group.join }
}

describe('budgets of several workers', () => {
  it('are spent by all; a refusal has the time to wait', async () => {
    const { one, other } = await start()
    expect(await one.budgets.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 2 })
    expect(await other.budgets.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 1 })
    expect(await one.budgets.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 0 })
    expect(await other.budgets.take(SLOW, 'bot:1', 1)).toEqual({
      cooldownMs: 0,
      waitMs: 1_000_000,
      remaining: 0,
    })
  })

  it('are separate for each credential and class, and can be read without a token', async () => {
    const { one, other } = await start()
    for (let call = 0; call < 3; call += 1) await one.budgets.take(SLOW, 'bot:1', 1)
    for (let time = 0; time < 5; time += 1) {
      expect(await other.budgets.take(SLOW, 'bot:2', 0)).toMatchObject({ waitMs: 0, remaining: 3 })
    }
    expect(await other.budgets.take({ ...SLOW, name: 'mixin readUser' }, 'bot:1', 1)).toMatchObject({
      remaining: 2,
    })
  })

  it('refill with time, and take back what was not used', async () => {
    const { clock, one, other } = await start()
    for (let call = 0; call < 3; call += 1) await one.budgets.take(SLOW, 'bot:1', 1)
    other.budgets.refund({ name: SLOW.name, bucket: { burst: 3, perSecond: 0.001 } }, 'bot:1', 1)
    expect(await other.budgets.take(SLOW, 'bot:1', 0)).toMatchObject({ waitMs: 0, remaining: 1 })
    clock.advance(1_000_000)
    expect(await one.budgets.take(SLOW, 'bot:1', 0)).toMatchObject({ waitMs: 0, remaining: 2 })
  })

  it('grant a token that is refilled soon, with the time to wait, and no second one', async () => {
    const { one, other } = await start()
    const quick: LimitClass = { ...SLOW, bucket: { burst: 1, perSecond: 25 } }
    await one.budgets.take(quick, 'bot:1', 1)
    expect(await other.budgets.take(quick, 'bot:1', 1)).toMatchObject({ waitMs: 40 })
    expect(await one.budgets.take(quick, 'bot:1', 1)).toMatchObject({ waitMs: 80 })
    expect(await one.budgets.take(quick, 'bot:1', 0)).toMatchObject({ waitMs: 80 })
  })

  it('pause for all workers during a cooldown, also for one that starts later', async () => {
    const { clock, one, other, join } = await start()
    one.budgets.startCooldown(SLOW, 'bot:1', HOUR_MS)
    one.budgets.startCooldown(UNCOUNTED, 'bot:1', 5_000)
    await one.budgets.take(SLOW, 'bot:2', 0)
    const late = join()
    await late.ready

    for (const { budgets } of [one, other, late]) {
      expect(await budgets.take(SLOW, 'bot:1', 1)).toMatchObject({ cooldownMs: HOUR_MS })
      expect(await budgets.take(UNCOUNTED, 'bot:1', 1)).toMatchObject({ cooldownMs: 5_000 })
      expect(await budgets.take(SLOW, 'bot:2', 0)).toMatchObject({ cooldownMs: 0, remaining: 3 })
    }
    clock.advance(5_000)
    expect(await other.budgets.take(UNCOUNTED, 'bot:1', 1)).toMatchObject({ cooldownMs: 0 })
  })

  it('are not shortened by a later refusal that holds for less', async () => {
    const { one, other } = await start()
    one.budgets.startCooldown(SLOW, 'bot:1', HOUR_MS)
    other.budgets.startCooldown(SLOW, 'bot:1', 1_000)
    await other.budgets.take(SLOW, 'bot:2', 0)
    for (const { budgets } of [one, other]) {
      expect(await budgets.take(SLOW, 'bot:1', 1)).toMatchObject({ cooldownMs: HOUR_MS })
    }
  })

  it('cost no message where a class has no budget of its own', async () => {
    const { group, one } = await start()
    const before = group.messages()
    for (let call = 0; call < 100; call += 1) await one.budgets.take(UNCOUNTED, 'bot:1', 1)
    expect(group.messages()).toBe(before)
  })
})

describe('facts of several workers', () => {
  it('are readable by all until they expire or are forgotten', async () => {
    const { clock, one, other } = await start()
    one.facts.write('number', '30265', { id: 'a' }, 1_000)
    expect(await one.facts.insist('familiar', 'x', true, 2_000)).toBe(true)
    expect(await other.facts.read('number', '30265')).toEqual({ id: 'a' })
    expect(await other.facts.read('familiar', '30265')).toBeUndefined()

    clock.advance(1_000)
    expect(await other.facts.read('number', '30265')).toBeUndefined()
    expect(await other.facts.read('familiar', 'x')).toBe(true)
    other.facts.forget('familiar', 'x')
    expect(await one.facts.read('familiar', 'x')).toBeUndefined()
  })

  it('can be written on a condition: that there is none, or that there is one', async () => {
    const { one } = await start()
    one.facts.write('kind', 'a', 'never', 1_000, 'if-present')
    expect(await one.facts.read('kind', 'a')).toBeUndefined()
    one.facts.write('kind', 'a', 'first', 1_000, 'if-absent')
    one.facts.write('kind', 'a', 'second', 1_000, 'if-absent')
    expect(await one.facts.read('kind', 'a')).toBe('first')
    one.facts.write('kind', 'a', 'third', 1_000, 'if-present')
    expect(await one.facts.read('kind', 'a')).toBe('third')
  })
})

describe('revocations of several workers', () => {
  const revocation = (subject: string, expiresAt = Date.UTC(2026, 1, 1)): SharedRevocation => ({
    subject,
    value: `end of ${subject}`,
    expiresAt,
  })
  const follow = (store: Awaited<ReturnType<typeof start>>['one']): unknown[] => {
    const received: unknown[] = []
    store.revocations.follow({ receive: (value) => received.push(value) > 0, known: () => [] })
    return received
  }

  it('are known to all by the time that they are confirmed', async () => {
    const { group, one, other } = await start()
    const received = follow(other)
    const release = group.hold(2)
    let isConfirmed = false
    const confirmed = one.revocations.put(revocation('a')).finally(() => (isConfirmed = true))
    await turn()
    expect([isConfirmed, received]).toEqual([false, []])
    release()
    expect(await confirmed).toBe(true)
    expect(received).toEqual(['end of a'])
  })

  it('are known to a worker that starts later, before it is ready, unless they are over', async () => {
    const { clock, one, join } = await start()
    await one.revocations.put(revocation('a'))
    await one.revocations.put(revocation('over', clock.date() + 1_000))
    await one.revocations.put(revocation('covered'))
    one.revocations.remove(['covered'])
    clock.advance(1_000)

    const late = join()
    const received = follow(late)
    expect(late.revocations.lostAt()).toBe(clock.now())
    await late.ready
    expect(late.revocations.lostAt()).toBeUndefined()
    expect(received).toEqual(['end of a'])
  })
})

describe('entries that a worker drops', () => {
  it('are dropped by the others before its response is sent, and not again by itself', async () => {
    const { one, other } = await start()
    const [own, heard]: [unknown[], unknown[]] = [[], []]
    one.models.onDrop((what) => own.push(what))
    other.models.onDrop((what) => heard.push(what))
    const what = { kind: 'conversation', id: 'g' }

    expect(one.settled()).toBeUndefined()
    one.models.drop(what)
    await one.settled()
    expect(heard).toEqual([what])
    expect(own).toEqual([])
    expect(one.settled()).toBeUndefined()
  })

  it('hold no response back where the network has refused them', async () => {
    const { one, other } = await start()
    const heard: unknown[] = []
    other.models.onDrop((what) => heard.push(what))
    const what = { scope: 'bot:1', kind: 'user', ids: ['a'] } as const
    one.models.drop(what)
    expect(one.settled()).toBeUndefined()
    await one.facts.read('any', 'fact')
    expect(heard).toEqual([what])
  })
})
