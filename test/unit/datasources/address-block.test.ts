import { expect, it } from 'vitest'
import { addressBlockOf } from '../../../src/datasources/address-block.ts'

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1:2:3:4:5::', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('the address %s counts as %s', (address, block) => {
  expect(addressBlockOf(address)).toBe(block)
})

it('spellings of one address count as one', () => {
  const spellings = ['2001:db8:0:1::1', '2001:0db8:0000:0001:0:0:0:1', '2001:DB8:0:1:0::1']
  expect(new Set(spellings.map(addressBlockOf))).toEqual(new Set(['2001:db8:0:1::/64']))
})
