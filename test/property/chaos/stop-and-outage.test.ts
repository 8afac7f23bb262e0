import { describe, expect, it } from 'vitest'
import { killOneOfTwo, knownUsersInOutage, stopUnderLoad } from './scenarios.ts'

describe('SIGTERM while 80 reads a second wait for a slow network', () => {
  it('loses none of those under way, and the process ends with 0 within two seconds', async () => {
    const { sent, answered, underWay, exit, exitMs } = await stopUnderLoad(0)

    expect(underWay).toBeGreaterThanOrEqual(8)
    expect({ lost: sent - answered, exit }).toEqual({ lost: 0, exit: 0 })
    expect(exitMs).toBeLessThan(2_000)
  })

  it('loses none of those that come until readiness is gone, where there is a delay', async () => {
    const delayMs = 2_000

    const { sent, answered, underWay, exit, exitMs } = await stopUnderLoad(delayMs)

    expect(sent).toBeGreaterThan(underWay)
    expect({ lost: sent - answered, exit }).toEqual({ lost: 0, exit: 0 })
    expect(exitMs).toBeGreaterThanOrEqual(delayMs)
    expect(exitMs).toBeLessThan(delayMs + 2_000)
  })
})

describe('kill -9 to one of two gateways', () => {
  it('loses no read of a client that tries the other one once', async () => {
    const { sent, answered, failedOver } = await killOneOfTwo()

    expect(failedOver).toBeGreaterThanOrEqual(10)
    expect(sent - answered).toBe(0)
  })
})

describe('an outage', () => {
  it('is not felt by those who ask for known users, and others are told at once', async () => {
    const rounds = 13
    const { callsPerRound, known, unknown, ...counts } = await knownUsersInOutage({
      rounds,
      ageMinutes: 11,
      abreast: 50,
    })

    expect(counts).toEqual({
      rounds,
      asked: rounds * 100,
      answered: rounds * 100,
      labelled: rounds * 100,
      unknownFailed: rounds,
    })
    // Reads and their repeats until five in a row have failed, and those that had left by then; later one probe.
    const [first, ...rest] = callsPerRound
    expect(first).toBeGreaterThanOrEqual(5)
    expect(first).toBeLessThanOrEqual(10)
    expect(rest).toEqual([...Array(9).fill(0), 1, 0, 0])
    // Nobody waits for the network. Milliseconds, on a machine that has other things to do.
    expect(Math.max(...known.slice(100), ...unknown.slice(1))).toBeLessThan(1_000)
  })
})
