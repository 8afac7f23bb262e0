import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { within } from '../../../src/redis/deadline.ts'

describe('a deadline', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate'] }))
  afterEach(() => void vi.useRealTimers())

  const never = new Promise<never>(() => undefined)
  const after = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('a reply'), ms))
  const stateOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => String(error))

  it('rejects after the time-out and not before', async () => {
    const waiting = stateOf(within(50, never))
    await vi.advanceTimersByTimeAsync(49)
    expect(await Promise.race([waiting, Promise.resolve('pending')])).toBe('pending')
    await vi.advanceTimersByTimeAsync(2)
    expect(await waiting).toBe('LateReply: no reply within 50 ms')
  })

  it('accepts a reply before the time-out and leaves no timer behind', async () => {
    const waiting = within(50, after(48))
    await vi.advanceTimersByTimeAsync(48)
    expect(await waiting).toBe('a reply')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('passes a failure on and leaves no timer behind', async () => {
    await expect(within(50, Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('accepts a reply that arrived while the process was busy', async () => {
    vi.useRealTimers()
    const busyUntil = (ms: number) => {
      while (performance.now() < ms);
    }
    const answer = within(
      50,
      new Promise((resolve) => setImmediate(() => setImmediate(() => resolve('a reply')))),
    )
    busyUntil(performance.now() + 200)

    expect(await answer).toBe('a reply')
  })
})
