import { describe, expect, it } from 'vitest'
import { Secret } from '../../../src/secret.ts'
import { explainTls, proxyFor } from '../../../src/upstream/egress.ts'

const proxies = (except: readonly string[] = []) => ({
  proxies: { https: new Secret('http://secure:1'), http: new Secret('http://plain:1'), except },
})
const proxyOf = (url: string, except?: readonly string[]) => proxyFor(new URL(url), proxies(except))?.reveal()

describe('the proxy for an address', () => {
  it('is the one of its protocol', () => {
    expect(proxyOf('https://api.mixin.one')).toBe('http://secure:1')
    expect(proxyOf('wss://blaze.mixin.one')).toBe('http://secure:1')
    expect(proxyOf('http://sealtalk.internal')).toBe('http://plain:1')
    expect(proxyFor(new URL('https://api.mixin.one'), {})).toBeUndefined()
  })

  it.each(['localhost', 'a.localhost', '127.0.0.1', '127.8.9.1', '[::1]'])('is none for %s', (host) => {
    for (const protocol of ['https', 'http', 'wss', 'ws']) {
      expect(proxyOf(`${protocol}://${host}:8443`)).toBeUndefined()
    }
  })

  it.each([
    [
      'mixin.one',
      ['https://mixin.one', 'https://api.mixin.one', 'https://API.MIXIN.ONE.'],
      ['https://notmixin.one'],
    ],
    ['.mixin.one', ['https://mixin.one', 'https://api.mixin.one'], ['https://notmixin.one']],
    ['*.mixin.one', ['https://api.mixin.one'], ['https://mixin.one']],
    ['mixin.one:8443', ['https://api.mixin.one:8443'], ['https://mixin.one', 'https://mixin.one:443']],
    ['mixin.one:443', ['https://mixin.one'], ['https://mixin.one:8443']],
    ['10.0.0.7', ['http://10.0.0.7', 'http://10.0.0.7:9000'], ['http://10.0.0.70', 'http://110.0.0.7']],
    ['fd00::7', ['http://[fd00::7]:80', 'http://[fd00::7]:81'], ['http://[fd00::8]']],
    ['[fd00::7]:81', ['http://[fd00::7]:81'], ['http://[fd00::7]']],
    ['*', ['https://anything.example'], []],
    ['*:80', ['http://anything.example'], ['https://anything.example']],
  ])('is none where NO_PROXY is %s and means it', (entry, direct, proxied) => {
    for (const url of direct) expect([url, proxyOf(url, ['other.test', entry])]).toEqual([url, undefined])
    for (const url of proxied)
      expect([url, proxyOf(url, ['other.test', entry])]).not.toEqual([url, undefined])
  })
})

describe('an error of TLS', () => {
  it('says what can be done about a certificate', () => {
    const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(explainTls(error)).toMatchObject({
      message:
        'the certificate of the upstream is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): check the CA file of this network',
      cause: error,
    })
  })

  it('is left as it is otherwise', () => {
    const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    expect(explainTls(error)).toBe(error)
  })
})
