import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClientAddress } from '../../src/client-address.ts'

const group = fc.integer({ min: 0, max: 0xffff })
const groupsOfIPv6 = fc.array(group, { minLength: 8, maxLength: 8 })
const ipv4 = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 })
  .map((bytes) => bytes.join('.'))
const port = fc.integer({ min: 1, max: 65_535 })

/** One spelling of an IPv6 address: case, leading zeros, and which run of zeros is left out. */
const spellingOf = (groups: readonly number[]): fc.Arbitrary<string> =>
  fc
    .record({
      isUpper: fc.boolean(),
      isPadded: fc.boolean(),
      from: fc.integer({ min: 0, max: 7 }),
      endsInIPv4: fc.boolean(),
    })
    .map(({ isUpper, isPadded, from, endsInIPv4 }) => {
      const write = (value: number): string => value.toString(16).padStart(isPadded ? 4 : 1, '0')
      const [high = 0, low = 0] = groups.slice(6)
      const parts = endsInIPv4
        ? [...groups.slice(0, 6).map(write), [high >> 8, high & 255, low >> 8, low & 255].join('.')]
        : groups.map(write)
      const numbers = endsInIPv4 ? groups.slice(0, 6) : groups
      let to = from
      while (numbers[to] === 0) to += 1
      const text =
        to > from ? `${parts.slice(0, from).join(':')}::${parts.slice(to).join(':')}` : parts.join(':')
      return isUpper ? text.toUpperCase() : text
    })

/** An address as sockets and proxies write it. */
const decorated = (text: string): fc.Arbitrary<string> =>
  text.includes(':')
    ? fc.oneof(
        fc.constantFrom(text, ` ${text}`, `${text}\t`, `[${text}]`, `${text}%eth0`, `[${text}%25en1]`),
        port.map((number) => `[${text}]:${number}`),
      )
    : fc.oneof(
        fc.constantFrom(text, ` ${text} `),
        port.map((number) => `${text}:${number}`),
      )

const blockOf = (text: string): string | undefined => parseClientAddress(text)?.block

describe('a client address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1', '192.0.2.1'],
    ['::ffff:cb00:7109', '203.0.113.9', '203.0.113.9'],
    ['0:0:0:0:0:FFFF:CB00:7109', '203.0.113.9', '203.0.113.9'],
    ['[::ffff:203.0.113.9%3]:443', '203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['2001:db8:1:2:3:4:5::', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['::', '0:0:0:0::/64', '0:0:0::/48'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64', '64:ff9b:0::/48'],
    ['::fffe:192.0.2.1', '0:0:0:0::/64', '0:0:0::/48'],
    ['1::ffff:192.0.2.1', '1:0:0:0::/64', '1:0:0::/48'],
  ])('%s is of the block %s and the site %s', (text, block, site) => {
    expect(parseClientAddress(text)).toMatchObject({ block, site })
  })

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    'localhost',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.09',
    '203.0.113.9:',
    '203.0.113.9:port',
    '203.0.113.9:123456',
    '203.0.113.9 203.0.113.10',
    '203.0.113.9/24',
    '[203.0.113.9',
    '2001:db8::1::2',
    '2001:db8:::1',
    '[2001:db8::1',
    '[2001:db8::1]443',
    '::ffff:203.0.113.9:51234',
    `${' '.repeat(10_000)}203.0.113.9`,
    `fe80::1%${'x'.repeat(10_000)}`,
  ])('is not read from %j', (text) => {
    expect(parseClientAddress(text)).toBeUndefined()
  })

  it('is the same in every spelling of an IPv6 address', () => {
    fc.assert(
      fc.property(
        groupsOfIPv6
          .filter((groups) => groups.slice(0, 5).some((one) => one !== 0) || groups[5] !== 0xffff)
          .chain((groups) =>
            fc.tuple(fc.constant(groups), spellingOf(groups).chain(decorated), spellingOf(groups)),
          ),
        ([groups, one, other]) => {
          const names = groups.map((value) => value.toString(16))
          const expected = {
            ipv4: undefined,
            text: names.join(':'),
            block: `${names.slice(0, 4).join(':')}::/64`,
            site: `${names.slice(0, 3).join(':')}::/48`,
          }
          expect(parseClientAddress(one)).toEqual(expected)
          expect(parseClientAddress(other)).toEqual(expected)
        },
      ),
      { seed: 1 },
    )
  })

  it('is IPv4 in every spelling of a mapped address', () => {
    fc.assert(
      fc.property(
        ipv4.chain((text) => {
          const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number)
          const mapped = [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d]
          return fc.tuple(fc.constant(text), spellingOf(mapped).chain(decorated), decorated(text))
        }),
        ([text, mapped, plain]) => {
          const expected = { ipv4: text, text, block: text, site: text }
          expect(parseClientAddress(mapped)).toEqual(expected)
          expect(parseClientAddress(plain)).toEqual(expected)
        },
      ),
      { seed: 1 },
    )
  })

  it('differs between IPv6 addresses that differ in their first 64 bits, and only then', () => {
    fc.assert(
      fc.property(groupsOfIPv6, fc.integer({ min: 0, max: 7 }), group, (groups, index, value) => {
        const changed = groups.with(index, value)
        const [one, other] = [groups, changed].map((all) =>
          blockOf(all.map((part) => part.toString(16)).join(':')),
        )
        fc.pre(!one?.includes('.') && !other?.includes('.'))
        expect(one === other).toBe(index > 3 || groups[index] === value)
      }),
      { seed: 1 },
    )
  })
})
