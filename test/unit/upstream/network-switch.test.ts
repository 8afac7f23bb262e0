import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../../src/errors.ts'
import { createNetworkSwitch } from '../../../src/upstream/network-switch.ts'
import { createPolicy } from '../../../src/upstream/policy.ts'
import { createBudgets } from '../../../src/upstream/rate-limits/budget.ts'

let now = 0
const clock = { now: () => now, date: () => now }
const observer = {
  call: () => undefined,
  saved: () => undefined,
  unusable: () => undefined,
  circuitOpen: () => undefined,
  security: () => undefined,
}
const limit = {
  name: 'mixin readUser',
  bucket: { burst: 1, perSecond: 0.001 },
  maxInFlight: 1,
  cooldown: { firstMs: 1, maxMs: 1 },
}
const call = {
  limit,
  effect: 'read',
  scope: 'bot:a',
  caller: 'somebody',
  origin: 'bot:a',
  subject: () => '/users/1',
} as const

const create = () => {
  now = 0
  const networkSwitch = createNetworkSwitch(clock)
  const budgets = createBudgets(clock)
  const policy = createPolicy({
    network: 'mixin',
    callTimeoutMs: 4_000,
    budgets,
    observer,
    random: () => 0,
    sleep: async () => undefined,
    clock,
    networkSwitch,
  })
  return { networkSwitch, policy, budgets }
}

describe('a network that is closed', () => {
  it('is so until it is opened, or its time is over', () => {
    const { networkSwitch } = create()
    expect(networkSwitch.find('mixin')).toBeUndefined()
    networkSwitch.close('mixin')
    now = 1_000
    expect(networkSwitch.find('mixin')).toEqual({ closedForMs: 1_000, leftMs: undefined })
    expect(networkSwitch.find('sealtalk')).toBeUndefined()
    networkSwitch.close('mixin', 500)
    expect(networkSwitch.find('mixin')).toEqual({ closedForMs: 1_000, leftMs: 500 })
    now = 1_500
    expect(networkSwitch.find('mixin')).toBeUndefined()
    networkSwitch.close('mixin')
    networkSwitch.open('mixin')
    expect(networkSwitch.find('mixin')).toBeUndefined()
  })

  it('takes no token of a budget, and opens no circuit', async () => {
    const { networkSwitch, policy } = create()
    networkSwitch.close('mixin', 2_000)
    for (const _ of Array(30).keys()) {
      const error = await policy
        .run(call, () => Promise.reject(new Error('sent')))
        .catch((caught: unknown) => caught)
      expect(isGatewayError(error) && [error.code, error.retryAfterMs]).toEqual([
        'UPSTREAM_UNAVAILABLE',
        2_000,
      ])
    }
    networkSwitch.open('mixin')
    expect(await policy.run(call, async () => 'sent')).toBe('sent')
    expect(policy.breakers()).toEqual([
      { name: 'mixin readUser', state: 'closed', openForMs: undefined, probeInMs: undefined },
    ])
  })

  it('gets no call that waited for its turn while it was closed', async () => {
    const { networkSwitch, policy } = create()
    const { promise, resolve } = Promise.withResolvers<string>()
    const crowded = { ...call, limit: { ...limit, bucket: { burst: 9, perSecond: 9 } } }
    const first = policy.run(crowded, () => promise)
    let isSent = false
    const second = policy
      .run(crowded, async () => {
        isSent = true
        return 'second'
      })
      .catch((error: unknown) => error)
    await new Promise((later) => setImmediate(later))
    networkSwitch.close('mixin')
    resolve('first')
    expect(await first).toBe('first')
    expect(await second).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect(isSent).toBe(false)
  })
})
