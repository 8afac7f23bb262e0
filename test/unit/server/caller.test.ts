import crypto from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Secret } from '../../../src/secret.ts'
import { createCallerReader } from '../../../src/server/caller.ts'

const KEYS = ['the first key', 'the second key', 'the third key']
const STRANGE = ['no key', 'the first ke', 'x'.repeat(4_000)]

const requestWith = (key: string) =>
  ({
    headers: { 'x-api-key': key },
    rawHeaders: ['X-Api-Key', key],
    socket: { remoteAddress: '192.0.2.1' },
  }) as unknown as IncomingMessage

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
  const callers = createCallerReader({
    apiKeys: KEYS.map((key) => new Secret(key)),
    trustProxy: [],
    session: { sameSite: 'lax', secure: 'never' } as never,
  })
  const found = [...KEYS, ...STRANGE].map((key) => {
    compared.mockClear()
    const { apiKey } = callers.read(requestWith(key))
    return [apiKey, compared.mock.calls.map((sides) => sides.map((side) => side.byteLength))]
  })

  // Digests, so that the lengths of keys do not show either.
  const all = KEYS.map(() => [32, 32])
  expect(found).toEqual([...KEYS.map(() => ['known', all]), ...STRANGE.map(() => ['unknown', all])])
})
