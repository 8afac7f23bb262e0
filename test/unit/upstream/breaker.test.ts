import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Breakers, createBreakers, isOpen } from '../../../src/upstream/breaker.ts'

let breakers: Breakers
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  breakers = createBreakers((error) => error instanceof Error && error.message === 'down')
})
afterEach(() => void vi.useRealTimers())

const wait = (ms: number) => void vi.advanceTimersByTime(ms)

/** One call that ends so; `resting` where it was not made. */
const call = async (end: 'ok' | 'down' | 'refused', name = 'users'): Promise<string> => {
  try {
    return await breakers.run(name, () =>
      end === 'ok' ? Promise.resolve(end) : Promise.reject(new Error(end)),
    )
  } catch (error) {
    return isOpen(error) ? 'resting' : error instanceof Error ? error.message : 'no error'
  }
}

const calls = async (...ends: readonly ('ok' | 'down' | 'refused')[]): Promise<string[]> => {
  const results: string[] = []
  for (const end of ends) results.push(await call(end))
  return results
}

const open = () => calls('down', 'down', 'down', 'down', 'down')

describe('a class of endpoints', () => {
  it('rests after five failures in a row', async () => {
    expect(await calls('down', 'down', 'down', 'down', 'down', 'ok')).toEqual([
      ...Array(5).fill('down'),
      'resting',
    ])
  })

  it('does not rest after five that are not in a row', async () => {
    await calls('down', 'down', 'down', 'down', 'ok', 'down')

    expect(await call('ok')).toBe('ok')
  })

  it('does not rest after refusals, and a row goes on over them', async () => {
    expect(await calls(...Array<'refused'>(30).fill('refused'), 'ok')).toEqual([
      ...Array(30).fill('refused'),
      'ok',
    ])

    await calls('down', 'down', 'refused', 'down', 'down', 'refused', 'down')
    expect(await call('ok')).toBe('resting')
  })

  it('rests alone', async () => {
    await open()

    expect([await call('ok', 'users'), await call('ok', 'search')]).toEqual(['resting', 'ok'])
  })
})

describe('a share of failures', () => {
  const alternating = (count: number) =>
    Array.from({ length: count }, (_, index) => (index % 2 ? ('down' as const) : ('ok' as const)))

  it('of a half of twenty calls within ten seconds is enough to rest', async () => {
    await calls(...alternating(19))
    expect(await call('down')).toBe('down')

    expect(await call('ok')).toBe('resting')
  })

  it('of less than a half is not', async () => {
    await calls('ok', 'ok', ...alternating(38))

    expect(await call('down')).toBe('down')
    expect(await call('ok')).toBe('ok')
  })

  it('of fewer than twenty calls says nothing', async () => {
    await calls(...alternating(18))

    expect(await call('ok')).toBe('ok')
  })

  it('leaves out what was more than ten seconds ago, also where calls are rare', async () => {
    for (let index = 0; index < 60; index += 1) {
      expect(await call(index % 2 ? 'down' : 'ok')).not.toBe('resting')
      wait(index % 3 ? 500 : 1_500)
    }
  })
})

describe('rest', () => {
  it('lasts ten seconds; then one call is let through, and if that succeeds, all are', async () => {
    await open()
    wait(9_999)
    expect(await call('ok')).toBe('resting')

    wait(1)
    expect(await calls('ok', 'ok', 'down', 'ok')).toEqual(['ok', 'ok', 'down', 'ok'])
  })

  it('lasts twice as long after each probe that fails, up to a minute', async () => {
    await open()
    const circuitOpen: number[] = []
    for (let probe = 0; probe < 5; probe += 1) {
      let rested = 0
      while ((await call('down')) === 'resting') {
        wait(1_000)
        rested += 1
      }
      circuitOpen.push(rested)
    }

    expect(circuitOpen).toEqual([10, 20, 40, 60, 60])
  })

  it('lasts ten seconds again after it has healed', async () => {
    await open()
    wait(10_000)
    await call('down')
    wait(20_000)
    await call('ok')

    await open()
    wait(9_999)
    expect(await call('ok')).toBe('resting')
    wait(1)
    expect(await call('ok')).toBe('ok')
  })

  it('holds nobody up while its probe is under way', async () => {
    await open()
    wait(10_000)
    const probe = Promise.withResolvers<string>()
    const probing = breakers.run('users', () => probe.promise)

    expect(await calls('ok', 'ok')).toEqual(['resting', 'resting'])
    probe.resolve('healed')
    expect(await probing).toBe('healed')
    expect(await call('ok')).toBe('ok')
  })

  it('ends with a probe that is refused: the upstream is there', async () => {
    await open()
    wait(10_000)

    expect(await calls('refused', 'ok')).toEqual(['refused', 'ok'])
  })
})

describe('whoever listens', () => {
  it('hears of each class once, and whenever its circuit opens or closes', async () => {
    const heard: string[] = []
    breakers = createBreakers(
      (error) => error instanceof Error && error.message === 'down',
      (name, isOpen) => void heard.push(`${name} ${isOpen ? 'open' : 'works'}`),
    )
    await calls('ok', 'down', 'ok')
    expect(heard).toEqual(['users works'])

    await open()
    expect(heard).toEqual(['users works', 'users open'])
    wait(10_000)
    await calls('down', 'ok')
    expect(heard.at(-1)).toBe('users open')

    wait(20_000)
    await calls('ok', 'ok')
    expect(heard.slice(-2)).toEqual(['users open', 'users works'])
  })
})
