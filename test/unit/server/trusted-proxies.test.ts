import type { IncomingMessage } from 'node:http'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTrustedProxies } from '../../../src/server/trusted-proxies.ts'

interface Sent {
  readonly peer?: string | undefined
  readonly forwarded?: string | undefined
  readonly proto?: string | undefined
}

/** What the reader looks at in a request. */
const requestOf = ({ peer, forwarded, proto }: Sent): IncomingMessage =>
  ({
    socket: { remoteAddress: peer },
    headers: {
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
      ...(proto !== undefined && { 'x-forwarded-proto': proto }),
    },
  }) as unknown as IncomingMessage

const PROXY = '10.0.0.1'
const TRUSTED = ['10.0.0.0/8', '192.0.2.7', '2001:db8:ffff::/48', '::ffff:172.16.0.0/108']

const clientOf = (sent: Sent, trusted: readonly string[] = TRUSTED): string | undefined =>
  createTrustedProxies(trusted).clientOf(requestOf({ peer: PROXY, ...sent }))?.text

describe('the client of a request', () => {
  it('is what the peer of a socket says, only where sockets are trusted', () => {
    const sent = { peer: undefined, forwarded: '203.0.113.9', proto: 'https' }
    expect(clientOf(sent, ['unix'])).toBe('203.0.113.9')
    expect(clientOf(sent)).toBeUndefined()
    expect(clientOf({ ...sent, peer: PROXY }, ['unix'])).toBe(PROXY)
    expect(createTrustedProxies(['unix']).isSecure(requestOf(sent))).toBe(true)
    expect(createTrustedProxies(TRUSTED).isSecure(requestOf(sent))).toBe(false)
    expect(createTrustedProxies(['unix']).isSecure(requestOf({ ...sent, peer: PROXY }))).toBe(false)
  })

  it.each<[string, string]>([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:51234', '203.0.113.9'],
    ['[2001:db8:1::9]:51234', '2001:db8:1:0:0:0:0:9'],
    ['2001:db8:1::9%eth0', '2001:db8:1:0:0:0:0:9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['made up, 203.0.113.9:51234', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9:51234', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9, 10.9.9.9, 192.0.2.7', '203.0.113.9'],
    ['203.0.113.9, [2001:db8:ffff::3]:80, ::ffff:10.1.1.1', '203.0.113.9'],
    ['203.0.113.9, 172.20.1.1', '203.0.113.9'],
    ['203.0.113.9,10.1.1.1', '203.0.113.9'],
  ])('is the last address of %j that is not of a proxy: %s', (forwarded, client) => {
    expect(clientOf({ forwarded })).toBe(client)
  })

  it.each<[string, string]>([
    ['', PROXY],
    ['unknown', PROXY],
    ['203.0.113.9, unknown', PROXY],
    ['203.0.113.9, ', PROXY],
    ['203.0.113.9, 203.0.113.10:port', PROXY],
    ['203.0.113.9, _hidden, 10.9.9.9', '10.9.9.9'],
    ['203.0.113.9, 300.1.1.1, 10.9.9.9, 192.0.2.7', '10.9.9.9'],
    ['203.0.113.9,,10.9.9.9', '10.9.9.9'],
  ])('is the last proxy before an entry of %j that cannot be read: %s', (forwarded, client) => {
    expect(clientOf({ forwarded })).toBe(client)
  })

  it('is the first proxy if nobody else is named', () => {
    expect(clientOf({ forwarded: '10.3.3.3, 10.2.2.2' })).toBe('10.3.3.3')
    expect(clientOf({})).toBe(PROXY)
  })

  it('is the peer if it is not a proxy, whatever the header says', () => {
    expect(clientOf({ peer: '198.51.100.7', forwarded: '203.0.113.9' })).toBe('198.51.100.7')
    expect(clientOf({ peer: '::ffff:198.51.100.7', forwarded: '203.0.113.9' })).toBe('198.51.100.7')
    expect(clientOf({ forwarded: '203.0.113.9' }, [])).toBe(PROXY)
    expect(clientOf({ peer: undefined, forwarded: '203.0.113.9' })).toBeUndefined()
  })

  it('is found through a proxy that connects by a mapped address', () => {
    expect(clientOf({ peer: '::ffff:10.0.0.1', forwarded: '203.0.113.9' })).toBe('203.0.113.9')
  })

  it('is found behind at most 32 proxies', () => {
    const behind = (count: number) =>
      clientOf({ forwarded: ['203.0.113.9', ...Array<string>(count).fill('10.4.4.4')].join(', ') })

    expect(behind(31)).toBe('203.0.113.9')
    expect(behind(32)).toBe('10.4.4.4')
  })

  it('never depends on what a client sends in the header', () => {
    const hop = fc.oneof(fc.constantFrom('10.4.4.4', '192.0.2.7:80', '[2001:db8:ffff::1]'))
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('10.0.0.1', '198.51.100.1', 'unknown', '203.0.113.9:port'),
    )
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 5 }),
        fc.array(hop, { maxLength: 5 }),
        fc.constantFrom('203.0.113.9', '203.0.113.9:51234', '[::ffff:cb00:7109]:1'),
        (forged, hops, client) => {
          expect(clientOf({ forwarded: [...forged, client, ...hops].join(', ') })).toBe('203.0.113.9')
        },
      ),
      { seed: 1 },
    )
  })
})

describe('TLS', () => {
  const isSecure = (sent: Sent): boolean =>
    createTrustedProxies(TRUSTED).isSecure(requestOf({ peer: PROXY, ...sent }))

  it('is used where a trusted proxy says so', () => {
    expect(isSecure({ proto: 'https' })).toBe(true)
    expect(isSecure({ proto: 'http, HTTPS' })).toBe(true)
    expect(isSecure({ peer: '::ffff:10.0.0.1', proto: 'https' })).toBe(true)
  })

  it('is not used where nobody says so, or somebody else does', () => {
    expect(isSecure({})).toBe(false)
    expect(isSecure({ proto: 'https, http' })).toBe(false)
    expect(isSecure({ peer: '198.51.100.7', proto: 'https' })).toBe(false)
    expect(isSecure({ peer: undefined, proto: 'https' })).toBe(false)
  })
})
