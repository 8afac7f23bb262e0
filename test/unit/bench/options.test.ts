import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../bench/options.ts'

describe('options of the bench', () => {
  it('accept known targets only', () => {
    expect(readOptions(['--targets', 'parley, l3'])?.targets).toEqual(['parley', 'l3'])
    expect(() => readOptions(['--targets', 'parley,L3'])).toThrow(
      'Unknown target "L3". Targets: l1, l3, parley',
    )
  })

  it('publish the figures of a full run, and of others only with --publish', () => {
    const publishes = (...args: string[]) => readOptions(args)?.publish

    expect(publishes()).toBe(true)
    expect(publishes('--rounds', '7')).toBe(true)
    for (const part of [['--quick'], ['--cases', 'hot'], ['--targets', 'l1'], ['--commit', 'HEAD~1']]) {
      expect(publishes(...part)).toBe(false)
      expect(publishes(...part, '--publish')).toBe(true)
    }
  })

  it('reject an invalid length', () => {
    expect(() => readOptions(['--seconds', '0'])).toThrow('--seconds must be a number above 0')
    expect(readOptions(['--help'])).toBeNull()
  })
})
