import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { handleSignals } from '../../../src/server/signals.ts'
import { createLog } from '../../../src/telemetry/log.ts'

const setUp = ({ production = false, isRunByNpm = false } = {}) => {
  const process = new EventEmitter()
  const lines: string[] = []
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const done: string[] = []
  let now = 1_000
  const onStop = handleSignals({ log, production, isRunByNpm, now: () => now, process })
  return {
    lines,
    done,
    send: (signal: string, afterMs = 0) => {
      now += afterMs
      return process.emit(signal, signal)
    },
    listen: () =>
      onStop({
        begin: (signal) => done.push(signal),
        now: () => done.push('now'),
        reload: () => done.push('reload'),
      }),
  }
}

describe('signals', () => {
  it.each(['SIGQUIT', 'SIGUSR2'])('such as %s are ignored and logged', (signal) => {
    const { send, lines, done, listen } = setUp()
    expect(send(signal)).toBe(true)
    listen()
    send(signal)
    expect(done).toEqual([])
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      Array(2).fill(expect.objectContaining({ level: 'info', signal })),
    )
  })

  it('such as SIGHUP are ignored until the gateway has started, and then reload', () => {
    const { send, listen, done, lines } = setUp()
    send('SIGHUP')
    expect(done).toEqual([])
    expect(lines).toHaveLength(1)
    listen()
    send('SIGHUP')
    expect(done).toEqual(['reload'])
  })

  it('leave SIGUSR1 to Node, which opens a debugger, except in production', () => {
    expect(setUp().send('SIGUSR1')).toBe(false)
    expect(setUp({ production: true }).send('SIGUSR1')).toBe(true)
  })

  it('such as SIGTERM have their default effect until the gateway has started', () => {
    const { send, listen, done } = setUp()
    expect(send('SIGTERM')).toBe(false)
    listen()
    send('SIGTERM')
    expect(done).toEqual(['SIGTERM'])
  })

  it('end the process at once when a second one asks for a stop', () => {
    const { send, listen, done } = setUp()
    listen()
    for (const signal of ['SIGINT', 'SIGTERM']) send(signal)
    expect(done).toEqual(['SIGINT', 'now'])
  })

  it('count once where npm passes on what this process has received, too', () => {
    const { send, listen, done } = setUp({ isRunByNpm: true })
    listen()
    for (const signal of ['SIGINT', 'SIGINT']) send(signal, 200)
    expect(done).toEqual(['SIGINT'])
    send('SIGINT', 1_000)
    expect(done).toEqual(['SIGINT', 'now'])
  })
})
