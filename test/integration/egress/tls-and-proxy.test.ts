import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import {
  type ConnectProxy,
  type ConnectProxyOptions,
  startConnectProxy,
} from '../../support/connect-proxy.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { sandboxSettings } from '../../support/sandbox.ts'
import { pemPath, startTlsFront, type TlsFront } from '../../support/tls-front.ts'

const USER = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const REGIONS = '{ regions { code } }'
const AUTHORIZE = `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"] }) {
  authorization { codeId }
} }`
const PASSWORD = 'proxy-password-of-this-test'
const portOf = (url: string): number => Number(new URL(url).port)

let sandbox: Sandbox
let closables: { close(): Promise<void> }[] = []
const closing = <One extends { close(): Promise<void> }>(one: One): One => {
  closables.push(one)
  return one
}

beforeEach(async () => {
  sandbox = closing(await startSandbox())
})
afterEach(async () => {
  for (const one of closables.toReversed()) await one.close()
  closables = []
})

const start = async (env: Record<string, string>): Promise<TestGateway> =>
  closing(
    await startGateway({
      env: { ...sandboxSettings(sandbox.mixin), SEALTALK_API_URL: sandbox.sealtalk.url, ...env },
    }),
  )

const frontOf = async (url: string, options = {}): Promise<TlsFront> =>
  closing(await startTlsFront(portOf(url), options))

const mixinCalls = (): string[] => sandbox.mixin.control.calls().recent.map(({ endpoint }) => endpoint)

describe('an upstream with a certificate of a private authority', () => {
  it('is trusted with MIXIN_CA_FILE, its websocket too', async () => {
    const api = await frontOf(sandbox.mixin.url)
    const blaze = await frontOf(sandbox.mixin.blazeUrl)
    const gateway = await start({
      MIXIN_API_URL: `https://127.0.0.1:${api.port}`,
      MIXIN_BLAZE_URL: `wss://localhost:${blaze.port}`,
      MIXIN_CA_FILE: pemPath('ca'),
    })
    expect(codesOf(await gateway.query(USER))).toEqual([])
    expect(codesOf(await gateway.query(AUTHORIZE))).toEqual([])
    expect(blaze.clients).toHaveLength(1)
  })

  it.each([
    ['without a CA file', {}],
    ['with another', { MIXIN_CA_FILE: pemPath('other-ca') }],
  ])('is unavailable %s, and the log says why', async (_, env) => {
    const api = await frontOf(sandbox.mixin.url)
    const blaze = await frontOf(sandbox.mixin.blazeUrl)
    const gateway = await start({
      MIXIN_API_URL: `https://127.0.0.1:${api.port}`,
      MIXIN_BLAZE_URL: `wss://localhost:${blaze.port}`,
      ...env,
    })
    expect(codesOf(await gateway.query(USER))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(codesOf(await gateway.query(AUTHORIZE))).toEqual(['authorizeApp: UPSTREAM_UNAVAILABLE'])
    expect(mixinCalls()).toEqual([])
    const failed = gateway.logged.filter((line) => line.includes('"upstream call failed"'))
    expect(failed.length).toBeGreaterThan(1)
    for (const line of failed) {
      expect(line).toMatch(/the certificate of the upstream is not trusted \(\w+\): check the CA file/)
    }
  })

  it('is trusted for its own network only', async () => {
    const api = await frontOf(sandbox.mixin.url)
    const sealtalk = await frontOf(sandbox.sealtalk.url)
    const gateway = await start({
      MIXIN_API_URL: `https://127.0.0.1:${api.port}`,
      SEALTALK_API_URL: `https://127.0.0.1:${sealtalk.port}`,
      SEALTALK_CA_FILE: pemPath('ca'),
    })
    expect(codesOf(await gateway.query(REGIONS))).toEqual([])
    expect(codesOf(await gateway.query(USER))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
  })

  it('is unavailable under another name than the one in its certificate', async () => {
    const api = await frontOf(sandbox.mixin.url)
    const proxy = closing(await startConnectProxy({ routes: { 'other.test:443': api.port } }))
    const gateway = await start({
      MIXIN_API_URL: 'https://other.test',
      MIXIN_CA_FILE: pemPath('ca'),
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    })
    expect(codesOf(await gateway.query(USER))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(gateway.logged.join('')).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  })
})

describe('an upstream that requires a certificate', () => {
  const network = { MIXIN_CA_FILE: pemPath('ca') }
  const client = { MIXIN_CERT_FILE: pemPath('client'), MIXIN_KEY_FILE: pemPath('client-key') }

  it('gets the one of MIXIN_CERT_FILE, by its websocket too', async () => {
    const api = await frontOf(sandbox.mixin.url, { requiresClient: true })
    const blaze = await frontOf(sandbox.mixin.blazeUrl, { requiresClient: true })
    const gateway = await start({
      MIXIN_API_URL: `https://127.0.0.1:${api.port}`,
      MIXIN_BLAZE_URL: `wss://localhost:${blaze.port}`,
      ...network,
      ...client,
    })
    expect(codesOf(await gateway.query(USER))).toEqual([])
    expect(codesOf(await gateway.query(AUTHORIZE))).toEqual([])
    expect(new Set([...api.clients, ...blaze.clients])).toEqual(new Set(['the gateway of a test']))
  })

  it('is unavailable without', async () => {
    const api = await frontOf(sandbox.mixin.url, { requiresClient: true })
    const gateway = await start({ MIXIN_API_URL: `https://127.0.0.1:${api.port}`, ...network })
    expect(codesOf(await gateway.query(USER))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(mixinCalls()).toEqual([])
  })
})

describe('a proxy', () => {
  const startProxy = async (options: Partial<ConnectProxyOptions> = {}): Promise<ConnectProxy> => {
    const api = await frontOf(sandbox.mixin.url)
    const blaze = await frontOf(sandbox.mixin.blazeUrl)
    const routes = {
      'api.parley.test:443': api.port,
      'blaze.parley.test:443': blaze.port,
      'plain.parley.test': portOf(sandbox.mixin.url),
    }
    return closing(await startConnectProxy({ routes, ...options }))
  }
  const hosts = {
    MIXIN_API_URL: 'https://api.parley.test',
    MIXIN_BLAZE_URL: 'wss://blaze.parley.test',
    MIXIN_CA_FILE: pemPath('ca'),
  }

  it('tunnels calls and the websocket', async () => {
    const proxy = await startProxy()
    const gateway = await start({ ...hosts, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
    expect(codesOf(await gateway.query(USER))).toEqual([])
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT api.parley.test:443']))
    expect(codesOf(await gateway.query(AUTHORIZE))).toEqual([])
    expect(proxy.asked).toContain('CONNECT blaze.parley.test:443')
    expect(mixinCalls()).toEqual(expect.arrayContaining(['POST /users/fetch', 'POST /oauth/authorize']))
  })

  it('gets the user name and the password of its URL', async () => {
    const proxy = await startProxy({ credentials: `gate%way:${PASSWORD}` })
    const gateway = await start({
      ...hosts,
      HTTPS_PROXY: `http://gate%25way:${PASSWORD}@127.0.0.1:${proxy.port}`,
    })
    expect(codesOf(await gateway.query(USER))).toEqual([])
    expect(codesOf(await gateway.query(AUTHORIZE))).toEqual([])
    expect(gateway.logged.join('')).not.toContain(PASSWORD)
  })

  it('that refuses makes the network unavailable, and no log has its password', async () => {
    const proxy = await startProxy({ credentials: 'gateway:right' })
    const gateway = await start({
      ...hosts,
      HTTPS_PROXY: `http://gateway:${PASSWORD}@127.0.0.1:${proxy.port}`,
    })
    const answers = [await gateway.query(USER), await gateway.query(AUTHORIZE)]
    expect(answers.map(codesOf)).toEqual([
      ['user: UPSTREAM_UNAVAILABLE'],
      ['authorizeApp: UPSTREAM_UNAVAILABLE'],
    ])
    expect(mixinCalls()).toEqual([])
    expect(gateway.logged.join('')).toContain('407')
    expect(gateway.logged.join('') + JSON.stringify(answers)).not.toContain(PASSWORD)
  })

  it('is asked in vain for a host of NO_PROXY', async () => {
    const proxy = await startProxy()
    const gateway = await start({
      ...hosts,
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: 'elsewhere.test, .parley.test',
    })
    // The name does not exist.
    expect(codesOf(await gateway.query(USER))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(codesOf(await gateway.query(AUTHORIZE))).toEqual(['authorizeApp: UPSTREAM_UNAVAILABLE'])
    expect(proxy.asked).toEqual([])
  })

  it('is never asked for loopback', async () => {
    const proxy = await startProxy()
    const url = `http://127.0.0.1:${proxy.port}`
    const gateway = await start({ HTTPS_PROXY: url, HTTP_PROXY: url })
    for (const query of [USER, REGIONS, AUTHORIZE]) expect(codesOf(await gateway.query(query))).toEqual([])
    expect(proxy.asked).toEqual([])
  })

  it('passes calls over http on, with HTTP_PROXY', async () => {
    const proxy = await startProxy()
    const gateway = await start({
      MIXIN_API_URL: 'http://plain.parley.test',
      HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    })
    expect(codesOf(await gateway.query(USER))).toEqual([])
    expect(proxy.asked).toEqual(['POST http://plain.parley.test/users/fetch'])
  })
})
