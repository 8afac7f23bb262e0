import { describe, expect, it } from 'vitest'
import { mergeStates } from '../../../src/control/merge.ts'
import type { GatewayState, NetworkState } from '../../../src/control/state.ts'

const EMPTY: NetworkState = { isConfigured: true, closed: null, breakers: [], cooldowns: [], budgets: [] }
const size = (entries: number) => ({ entries, owners: 1, bytes: entries * 100, maxBytes: 1_000 })
const stateWith = (mixin: Partial<NetworkState>, redis: GatewayState['redis'] = null): GatewayState => ({
  networks: { mixin: { ...EMPTY, ...mixin }, sealtalk: { ...EMPTY, isConfigured: false } },
  caches: { models: size(2), responses: size(3) },
  redis,
  counts: { cooldowns: mixin.cooldowns?.length ?? 0, budgets: mixin.budgets?.length ?? 0 },
})
const budget = (remaining: number | null, inFlight: number) => ({
  operation: 'readUser',
  account: 'bot',
  remaining,
  waitMs: remaining === 0 ? 500 : 0,
  inFlight,
  waiting: 1,
})

describe('the state of several workers', () => {
  it('of one is its own', () => {
    const state = stateWith(
      { budgets: [budget(1, 2)] },
      { mode: 'cluster', status: 'up', code: null, sinceMs: 5 },
    )
    expect(mergeStates([state])).toEqual(state)
  })

  it('shows a circuit as open where one has opened it, for the longest time, and its next probe', () => {
    const breaker = { operation: 'readUsers', state: 'closed', openForMs: null, probeInMs: null } as const
    const merged = mergeStates([
      stateWith({ breakers: [breaker] }),
      stateWith({ breakers: [{ ...breaker, state: 'open', openForMs: 40, probeInMs: 9 }] }),
      stateWith({ breakers: [{ ...breaker, state: 'probing', openForMs: 90 }] }),
      stateWith({ breakers: [{ ...breaker, operation: 'other' }] }),
    ])
    expect(merged.networks.mixin.breakers).toEqual([
      { operation: 'readUsers', state: 'open', openForMs: 90, probeInMs: 9 },
      { ...breaker, operation: 'other' },
    ])
  })

  it('shows a budget once, with the least that is left and all calls in flight', () => {
    const merged = mergeStates([
      stateWith({ budgets: [budget(2, 1)] }),
      stateWith({ budgets: [budget(0, 3), { ...budget(null, 1), account: 'other' }] }),
    ])
    expect(merged.networks.mixin.budgets).toEqual([
      { ...budget(0, 4), waiting: 2 },
      { ...budget(null, 1), account: 'other' },
    ])
    expect(merged.counts).toEqual({ cooldowns: 0, budgets: 2 })
  })

  it('shows a cooldown once, with the longest time', () => {
    const cooldown = { operation: 'readUser', account: 'bot', leftMs: 100 }
    const merged = mergeStates([
      stateWith({ cooldowns: [cooldown] }),
      stateWith({ cooldowns: [{ ...cooldown, leftMs: 300 }] }),
    ])
    expect(merged.networks.mixin.cooldowns).toEqual([{ ...cooldown, leftMs: 300 }])
  })

  it('sums caches, and is closed where one is', () => {
    const closed = { forMs: 10, endsInMs: null }
    const merged = mergeStates([stateWith({}), stateWith({ closed })])
    expect(merged.networks.mixin.closed).toEqual(closed)
    expect(merged.caches.models).toEqual({ entries: 4, owners: 2, bytes: 400, maxBytes: 2_000 })
  })

  it('has the worst state of Redis: up since the last is, otherwise since the first is not', () => {
    type Redis = NonNullable<GatewayState['redis']>
    const up = (sinceMs: number): Redis => ({ mode: 'sentinel', status: 'up', code: null, sinceMs })
    const down = (sinceMs: number): Redis => ({ ...up(sinceMs), status: 'down' })
    const full = (sinceMs: number): Redis => ({ ...up(sinceMs), status: 'refusing', code: 'OOM' })
    const merged = (...states: readonly Redis[]) =>
      mergeStates(states.map((redis) => stateWith({}, redis))).redis
    expect(merged(up(5), up(9))).toEqual(up(5))
    expect(merged(up(5), down(2), full(3), down(7))).toEqual(down(7))
    expect(merged(full(4), up(5))).toEqual(full(4))
    // A worker that never reached it does not know the mode.
    expect(merged({ ...down(3), mode: null }, up(5))).toEqual(down(3))
    expect(mergeStates([stateWith({}), stateWith({})]).redis).toBeNull()
  })
})
