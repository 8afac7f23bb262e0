import { describe, expect, it } from 'vitest'
import {
  parseCpuMs,
  parsePeakRssBytes,
  parseRssBytes,
  readCpuMs,
  readRssBytes,
} from '../../../bench/process-usage.ts'

/** As proc(5) has it: the 14th field is user time and the 15th system time, in ticks of 10 ms. */
const statOf = (name: string): string =>
  `4242 (${name}) S 1 4242 4242 0 -1 4194304 3021 88 0 0 123 45 999 999 20 0 11 0 81533 1289494528 28210 1844`

describe('CPU time from /proc/<pid>/stat', () => {
  it('is user and system time in milliseconds, without children’s', () => {
    expect(parseCpuMs(statOf('node'))).toBe(1_680)
  })

  it('accepts a name with spaces and parentheses', () => {
    expect(parseCpuMs(statOf('a) S 1 (b'))).toBe(1_680)
  })

  it('throws on another format', () => {
    expect(() => parseCpuMs('4242 (node) S 1')).toThrow('does not have the format')
  })
})

describe('memory from /proc/<pid>/status', () => {
  it('is the resident set in bytes', () => {
    expect(parseRssBytes('Name:\tnode\nVmHWM:\t  999 kB\nVmRSS:\t  1024 kB\nThreads:\t11\n')).toBe(1_048_576)
  })

  it('is the most that was resident so far', () => {
    expect(parsePeakRssBytes('Name:\tnode\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n')).toBe(2_097_152)
  })

  it('throws if it is missing, as for a process that has exited', () => {
    expect(() => parseRssBytes('Name:\tnode\nState:\tZ (zombie)\n')).toThrow('no VmRSS')
  })
})

describe.runIf(process.platform === 'linux')('this process', () => {
  it('has used CPU and memory', () => {
    expect(readCpuMs(process.pid)).toBeGreaterThan(0)
    expect(readRssBytes(process.pid)).toBeGreaterThan(10 * 2 ** 20)
  })
})
