import { expect, it } from 'vitest'
import { parseClientAddress } from '../../../src/client-address.ts'
import { callOriginOf } from '../../../src/datasources/call-origin.ts'

it.each([
  ['viewer:abc', '192.0.2.1', 'viewer:abc'],
  ['bot:abc', '192.0.2.1', '192.0.2.1'],
  ['public', '::ffff:192.0.2.1', '192.0.2.1'],
  [undefined, '2001:db8:1:2::3', '2001:db8:1::/48'],
  [undefined, '2001:0db8:0001:ffff::', '2001:db8:1::/48'],
  [undefined, undefined, 'unknown'],
])('a call of the scope %s from %s is made by %s', (scope, address, origin) => {
  expect(callOriginOf(scope, parseClientAddress(address ?? ''))).toBe(origin)
})
