import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Breakers, createBreakers, isCircuitOpen } from '../../../src/upstream/breaker.ts'

let breakers: Breakers
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  breakers = createBreakers((error) => error instanceof Error && error.message === 'down')
})
afterEach(() => void vi.useRealTimers())

const wait = (ms: number) => void vi.advanceTimersByTime(ms)

/** The outcome of one call; `circuit open` if it was not made. */
const call = async (end: 'ok' | 'down' | 'refused', name = 'users'): Promise<string> => {
  try {
    return await breakers.run(name, () =>
      end === 'ok' ? Promise.resolve(end) : Promise.reject(new Error(end)),
    )
  } catch (error) {
    return isCircuitOpen(error) ? 'circuit open' : error instanceof Error ? error.message : 'no error'
  }
}

const calls = async (...ends: readonly ('ok' | 'down' | 'refused')[]): Promise<string[]> => {
  const results: string[] = []
  for (const end of ends) results.push(await call(end))
  return results
}

const open = () => calls('down', 'down', 'down', 'down', 'down')

describe('the circuit of a class', () => {
  it('opens after five consecutive failures', async () => {
    expect(await calls('down', 'down', 'down', 'down', 'down', 'ok')).toEqual([
      ...Array(5).fill('down'),
      'circuit open',
    ])
  })

  it('stays closed after five failures with a success between them', async () => {
    await calls('down', 'down', 'down', 'down', 'ok', 'down')

    expect(await call('ok')).toBe('ok')
  })

  it('ignores refusals, which neither open it nor reset the count of failures', async () => {
    expect(await calls(...Array<'refused'>(30).fill('refused'), 'ok')).toEqual([
      ...Array(30).fill('refused'),
      'ok',
    ])

    await calls('down', 'down', 'refused', 'down', 'down', 'refused', 'down')
    expect(await call('ok')).toBe('circuit open')
  })

  it('does not affect other classes', async () => {
    await open()

    expect([await call('ok', 'users'), await call('ok', 'search')]).toEqual(['circuit open', 'ok'])
  })
})

describe('a share of failures', () => {
  const alternating = (count: number) =>
    Array.from({ length: count }, (_, index) => (index % 2 ? ('down' as const) : ('ok' as const)))

  it('opens the circuit at half of twenty calls within ten seconds', async () => {
    await calls(...alternating(19))
    expect(await call('down')).toBe('down')

    expect(await call('ok')).toBe('circuit open')
  })

  it('does not open it below half', async () => {
    await calls('ok', 'ok', ...alternating(38))

    expect(await call('down')).toBe('down')
    expect(await call('ok')).toBe('ok')
  })

  it('does not open it with fewer than twenty calls', async () => {
    await calls(...alternating(18))

    expect(await call('ok')).toBe('ok')
  })

  it('does not count calls older than ten seconds, even if calls are rare', async () => {
    for (let index = 0; index < 60; index += 1) {
      expect(await call(index % 2 ? 'down' : 'ok')).not.toBe('circuit open')
      wait(index % 3 ? 500 : 1_500)
    }
  })
})

describe('an open circuit', () => {
  it('admits a probe after ten seconds and closes if the probe succeeds', async () => {
    await open()
    wait(9_999)
    expect(await call('ok')).toBe('circuit open')

    wait(1)
    expect(await calls('ok', 'ok', 'down', 'ok')).toEqual(['ok', 'ok', 'down', 'ok'])
  })

  it('stays open twice as long after each failed probe, up to a minute', async () => {
    await open()
    const openSeconds: number[] = []
    for (let probe = 0; probe < 5; probe += 1) {
      let seconds = 0
      while ((await call('down')) === 'circuit open') {
        wait(1_000)
        seconds += 1
      }
      openSeconds.push(seconds)
    }

    expect(openSeconds).toEqual([10, 20, 40, 60, 60])
  })

  it('stays open for ten seconds again once it has been closed', async () => {
    await open()
    wait(10_000)
    await call('down')
    wait(20_000)
    await call('ok')

    await open()
    wait(9_999)
    expect(await call('ok')).toBe('circuit open')
    wait(1)
    expect(await call('ok')).toBe('ok')
  })

  it('rejects other calls at once while a probe is running', async () => {
    await open()
    wait(10_000)
    const probe = Promise.withResolvers<string>()
    const probing = breakers.run('users', () => probe.promise)

    expect(await calls('ok', 'ok')).toEqual(['circuit open', 'circuit open'])
    probe.resolve('recovered')
    expect(await probing).toBe('recovered')
    expect(await call('ok')).toBe('ok')
  })

  it('closes after a refused probe, since the upstream responded', async () => {
    await open()
    wait(10_000)

    expect(await calls('refused', 'ok')).toEqual(['refused', 'ok'])
  })
})

describe('the listener', () => {
  it('is called for each new class, and whenever a circuit opens or closes', async () => {
    const changes: string[] = []
    breakers = createBreakers(
      (error) => error instanceof Error && error.message === 'down',
      (name, isOpen) => void changes.push(`${name} ${isOpen ? 'open' : 'closed'}`),
    )
    await calls('ok', 'down', 'ok')
    expect(changes).toEqual(['users closed'])

    await open()
    expect(changes).toEqual(['users closed', 'users open'])
    wait(10_000)
    await calls('down', 'ok')
    expect(changes.at(-1)).toBe('users open')

    wait(20_000)
    await calls('ok', 'ok')
    expect(changes.slice(-2)).toEqual(['users open', 'users closed'])
  })
})
