import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { float, int, url, wholeNumber } from '../../../src/upstream/json-readers.ts'
import { countingUnusable } from '../../../src/upstream/unusable.ts'

/** A reader's value for a JSON text, and how many of what it dropped. */
const read = <Value>(reader: (from: Record<string, unknown>, key: string) => Value, json: string) => {
  const dropped: string[] = []
  const value = countingUnusable(
    () => reader(JSON.parse(`{"value": ${json}}`) as Record<string, unknown>, 'value'),
    (what, count) => dropped.push(`${count} ${what}`),
  )
  return [value, ...dropped]
}

describe('numbers of a response', () => {
  it.each([
    ['0', 0],
    ['-1', -1],
    ['86400.0', 86400],
    ['2147483647', 2147483647],
    ['-2147483648', -2147483648],
    ['null', null],
  ])('%s is an Int', (json, value) => expect(read(int, json)).toEqual([value]))

  it.each([
    '2147483648',
    '-2147483649',
    '7257600000',
    '1.5',
    '1e400',
    '-1e400',
    '9007199254740993',
    '"12"',
    'true',
    '[1]',
  ])('%s is no Int: null, and counted', (json) => expect(read(int, json)).toEqual([null, '1 number']))

  it('are no count if they are negative', () => {
    expect(read(wholeNumber, '-1')).toEqual([null, '1 number'])
    expect(read(wholeNumber, '2147483648')).toEqual([null, '1 number'])
    expect(read(wholeNumber, '500')).toEqual([500])
  })

  it('are a Float unless they are too large for JavaScript', () => {
    expect(read(float, '100.5')).toEqual([100.5])
    expect(read(float, '1e308')).toEqual([1e308])
    expect(read(float, '1e309')).toEqual([null, '1 number'])
    expect(read(float, '"1.5"')).toEqual([null, '1 number'])
  })
})

describe('a URL of a response', () => {
  const label = fc.constantFrom(
    'images',
    'com',
    'xn--',
    'XN--p1ai',
    'a-xn--b',
    '-',
    '1',
    '0x7f',
    '',
    'é',
    'a b',
    'a_b',
  )
  const tail = fc.constantFrom(
    '/',
    '?',
    '#',
    ':80',
    ':x',
    '@',
    ' ',
    '\t',
    '%zz',
    '\\',
    '[',
    '\u0000',
    '\ud800',
  )
  const text = fc
    .tuple(
      fc.constantFrom('https://', 'HTTP://', 'https:', 'javascript:', ''),
      fc.array(label, { maxLength: 4 }),
      fc.array(tail, { maxLength: 3 }),
    )
    .map(([scheme, labels, tails]) => scheme + labels.join('.') + tails.join(''))

  it('is one of http or https that can be parsed, and null otherwise', () => {
    fc.assert(
      fc.property(text, (value) => {
        const isUsable = /^https?:\/\//i.test(value) && URL.canParse(value)
        expect(url({ value }, 'value')).toBe(isUsable ? value : null)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('what readers drop', () => {
  it('is reported by kind, also if the rest cannot be read', () => {
    const dropped: string[] = []
    const report = (what: string, count: number): void => void dropped.push(`${count} ${what}`)
    const decode = (): void => {
      for (const value of [1.5, 2 ** 40]) int({ value }, 'value')
      throw new Error('no more')
    }
    expect(() => countingUnusable(decode, report)).toThrow('no more')
    expect(dropped).toEqual(['2 number'])
  })

  it('is reported to the decoder in which it was dropped', () => {
    const dropped: string[] = []
    countingUnusable(
      () => {
        countingUnusable(
          () => int({ value: 1.5 }, 'value'),
          (what) => dropped.push(`inner ${what}`),
        )
        int({ value: 2.5 }, 'value')
      },
      (what, count) => dropped.push(`outer ${count} ${what}`),
    )
    expect(dropped).toEqual(['inner number', 'outer 1 number'])
  })
})
