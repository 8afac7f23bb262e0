import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../bench/options.ts'

describe('options of the bench', () => {
  it('name targets that there are', () => {
    expect(readOptions(['--targets', 'parley, l3'])?.targets).toEqual(['parley', 'l3'])
    expect(() => readOptions(['--targets', 'parley,L3'])).toThrow('there is no target "L3": l1, l3, parley')
  })

  it('show the figures of a full run, and of others only if told to', () => {
    const publishes = (...args: string[]) => readOptions(args)?.publish

    expect(publishes()).toBe(true)
    expect(publishes('--rounds', '7')).toBe(true)
    for (const part of [['--quick'], ['--cases', 'hot'], ['--targets', 'l1'], ['--commit', 'HEAD~1']]) {
      expect(publishes(...part)).toBe(false)
      expect(publishes(...part, '--publish')).toBe(true)
    }
  })

  it('refuse a length that is none', () => {
    expect(() => readOptions(['--seconds', '0'])).toThrow('--seconds has to be a number above 0')
    expect(readOptions(['--help'])).toBeNull()
  })
})
