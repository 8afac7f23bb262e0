import crypto from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiKey } from '../../../src/config/api-keys.ts'
import { createCallerReader } from '../../../src/server/caller.ts'

const KEYS = ['the first key', 'the second key', 'the third key']
const STRANGE = ['no key', 'the first ke', 'x'.repeat(4_000)]

const requestWith = (key: string | undefined, remoteAddress = '192.0.2.1') =>
  ({
    headers: key === undefined ? {} : { 'x-api-key': key },
    rawHeaders: key === undefined ? [] : ['X-Api-Key', key],
    socket: { remoteAddress },
  }) as unknown as IncomingMessage

const createCallers = () =>
  createCallerReader({
    apiKeys: KEYS.map((key) => new ApiKey(key)),
    trustProxy: [],
    session: { sameSite: 'lax', secure: 'never' } as never,
  })

const compared = vi.spyOn(crypto, 'timingSafeEqual')
beforeEach(() => {
  compared.mockClear()
  syncBuiltinESMExports()
})
afterEach(() => {
  compared.mockRestore()
  syncBuiltinESMExports()
})

it('compares a key with all keys in constant time, whichever it is', () => {
  const callers = createCallers()
  const found = [...KEYS, ...STRANGE].map((key) => {
    compared.mockClear()
    const { apiKey } = callers.read(requestWith(key))
    return [apiKey, compared.mock.calls.map((sides) => sides.map((side) => side.byteLength))]
  })

  // Digests, so that the lengths of keys do not show either.
  const all = KEYS.map(() => [32, 32])
  expect(found).toEqual([...KEYS.map(() => ['known', all]), ...STRANGE.map(() => ['unknown', all])])
})

it('takes whoever has a made-up key for the address that it comes from, so that keys give nobody another share', () => {
  const callers = createCallers()
  const nobody = callers.read(requestWith(undefined))

  for (const key of STRANGE) {
    const { identity, identityGroup } = callers.read(requestWith(key))
    expect([identity, identityGroup]).toEqual([nobody.identity, nobody.identityGroup])
    expect(callers.read(requestWith(key, '192.0.2.2')).identity).not.toBe(identity)
  }
  const [first, second] = KEYS.map((key) => callers.read(requestWith(key)).identity)
  expect(new Set([nobody.identity, first, second]).size).toBe(3)
  expect(callers.read(requestWith(KEYS[0], '192.0.2.2')).identity).toBe(first)
})
