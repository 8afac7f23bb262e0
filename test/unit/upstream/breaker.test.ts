import { beforeEach, describe, expect, it } from 'vitest'
import { type Breakers, CircuitOpen, createBreakers, type Verdict } from '../../../src/upstream/breaker.ts'

type End = 'ok' | 'down' | 'slow' | 'refused' | 'left'

const VERDICTS: Readonly<Record<string, Verdict>> = {
  down: 'outage',
  slow: 'doubtful',
  refused: 'refused',
  left: 'unknown',
}

let now = 0
let changes: unknown[] = []
let breakers: Breakers
beforeEach(() => {
  now = 1_000
  changes = []
  breakers = createBreakers({
    judge: (error) => VERDICTS[error instanceof Error ? error.message : ''] ?? 'unknown',
    now: () => now,
    onChange: (name, isOpen, change) => void changes.push([name, isOpen, change]),
  })
})

const wait = (ms: number) => void (now += ms)

interface Made {
  readonly name?: string
  readonly origin?: string
  readonly subject?: string
}

/** The outcome of one call; `circuit open` if it was not made. */
const call = async (
  end: End,
  { name = 'users', origin = 'a', subject = 's' }: Made = {},
): Promise<string> => {
  try {
    return await breakers.run(name, { origin, subject: () => subject }, () =>
      end === 'ok' ? Promise.resolve(end) : Promise.reject(new Error(end)),
    )
  } catch (error) {
    return error instanceof CircuitOpen ? 'circuit open' : error instanceof Error ? error.message : 'no error'
  }
}

const calls = async (...ends: readonly End[]): Promise<string[]> => {
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

    expect([await call('ok'), await call('ok', { name: 'search' })]).toEqual(['circuit open', 'ok'])
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
    const probing = breakers.run('users', { origin: 'a', subject: () => 's' }, () => probe.promise)

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

describe('failures that the caller may cause', () => {
  it('of one caller about one thing never open the circuit', async () => {
    for (let times = 0; times < 1_000; times += 1) expect(await call('slow')).toBe('slow')

    expect(await call('ok', { origin: 'b' })).toBe('ok')
  })

  it('of three callers open it', async () => {
    for (const origin of ['a', 'b', 'a', 'b', 'c']) expect(await call('slow', { origin })).toBe('slow')

    expect(await call('ok', { origin: 'd' })).toBe('circuit open')
    expect(changes.at(-1)).toEqual([
      'users',
      true,
      { to: 'open', reason: 'callers', failures: 0, callers: 3, subjects: 1 },
    ])
  })

  it('of one caller about ten things open it', async () => {
    for (let thing = 0; thing < 9; thing += 1) await call('slow', { subject: `${thing}` })
    expect(await call('slow', { subject: '0' })).toBe('slow')
    expect(await call('slow', { subject: '9' })).toBe('slow')

    expect(await call('ok')).toBe('circuit open')
    expect(changes.at(-1)).toEqual([
      'users',
      true,
      { to: 'open', reason: 'subjects', failures: 0, callers: 1, subjects: 10 },
    ])
  })

  it.each(['a', 'z'])('are forgotten after a success of the caller %s', async (origin) => {
    await call('slow', { origin: 'a' })
    await call('slow', { origin: 'b' })
    for (let thing = 0; thing < 7; thing += 1) await call('slow', { subject: `${thing}` })
    await call('ok', { origin })
    await call('slow', { origin: 'c', subject: '7' })
    await call('slow', { origin: 'd', subject: '8' })

    expect(await call('ok')).toBe('ok')
  })

  it('about many things do not open it while another caller succeeds', async () => {
    await call('ok', { origin: 'b' })
    for (let second = 0; second < 60; second += 1) {
      for (let thing = 0; thing < 10; thing += 1) await call('slow', { subject: `${second} ${thing}` })
      expect(await call('ok', { origin: 'b' })).toBe('ok')
      wait(1_000)
    }
  })

  it('about many things open it if the others fell silent, or fail too', async () => {
    await call('ok', { origin: 'b' })
    for (let thing = 0; thing < 20; thing += 1) await call('slow', { subject: `${thing}` })
    wait(9_999)
    expect(await call('slow')).toBe('slow')
    await call('slow', { origin: 'b' })

    expect(await call('ok')).toBe('circuit open')
    wait(10_000)
    await call('ok', { origin: 'b' })
    for (let thing = 0; thing < 20; thing += 1) await call('slow', { subject: `${thing}` })
    wait(10_000)
    await call('slow')

    expect(await call('ok')).toBe('circuit open')
  })

  it('are not added to outages', async () => {
    expect(await calls('down', 'down', 'down', 'down', 'slow', 'slow', 'slow', 'ok')).toHaveLength(8)
    expect(await call('ok')).toBe('ok')
  })
})

describe('what a probe proves', () => {
  const probeAs = async (origin: string, end: End) => call(end, { origin })

  it('nothing if its caller disconnected: the next call is a probe too', async () => {
    await open()
    wait(10_000)

    expect(await calls('left', 'down', 'ok')).toEqual(['left', 'down', 'circuit open'])
  })

  it('leaves the next probe to others that wait, if its caller may have caused the failure', async () => {
    await open()
    wait(10_000)
    expect(await probeAs('attacker', 'slow')).toBe('slow')
    expect(await probeAs('victim', 'ok')).toBe('circuit open')
    wait(20_000)

    expect(await probeAs('attacker', 'slow')).toBe('circuit open')
    expect(await probeAs('victim', 'ok')).toBe('ok')
    expect(await probeAs('attacker', 'slow')).toBe('slow')
  })

  it('goes to the same caller if nobody else waits', async () => {
    await open()
    wait(10_000)
    await call('slow')
    wait(20_000)

    expect(await call('ok')).toBe('ok')
  })
})

describe('calls under way', () => {
  it('do not count if they began before the circuit opened or closed', async () => {
    const late = Array.from({ length: 10 }, () => Promise.withResolvers<string>())
    const running = late.map(({ promise }, thing) =>
      breakers.run('users', { origin: 'a', subject: () => `${thing}` }, () => promise).catch(String),
    )
    await open()
    wait(10_000)
    await call('ok')
    for (const { reject } of late) reject(new Error('slow'))
    await Promise.all(running)

    expect(await call('ok')).toBe('ok')
  })
})

describe('the listener', () => {
  it('is called for each new class, and whenever a circuit opens or closes', async () => {
    await calls('ok', 'down', 'ok')
    expect(changes).toEqual([['users', false, undefined]])

    await open()
    const opening = { to: 'open', reason: 'outage', failures: 5, callers: 0, subjects: 0 }
    expect(changes.slice(1)).toEqual([['users', true, opening]])
    wait(10_000)
    await calls('down', 'ok')
    expect(changes).toHaveLength(2)

    wait(20_000)
    await calls('ok', 'ok')
    expect(changes.slice(2)).toEqual([['users', false, { to: 'closed', openedForMs: 30_000 }]])
  })
})
