import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { readSettings } from '../../../src/config/index.ts'
import { checkNetworks } from '../../../src/datasources/index.ts'
import { sandboxSettings } from '../../support/sandbox.ts'
import { clockOf } from '../../support/time.ts'

let sandbox: Sandbox
beforeAll(async () => void (sandbox = await startSandbox()))
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.mixin.control.reset()
  sandbox.sealtalk.control.reset()
})

/** Milliseconds by which the machine's clock is off. */
let skewMs = 0
beforeEach(() => void (skewMs = 0))

const check = async (env: Record<string, string>): Promise<string[]> => {
  const found = await checkNetworks(readSettings({ SANDBOX: '0', ...env }), {
    callTimeoutMs: 500,
    clock: clockOf(() => Date.now() + skewMs),
    random: () => 0,
    sleep: () => Promise.resolve(),
  })
  return found.map(({ check, verdict, text }) => `${verdict}, ${check}: ${text}`)
}

const bot = (): Record<string, string> => sandboxSettings(sandbox.mixin)
const mixinCalls = () => sandbox.mixin.control.calls().recent.map(({ endpoint }) => endpoint)
const sealtalkCalls = () => sandbox.sealtalk.control.calls().recent.map(({ endpoint }) => endpoint)

/** An address where nobody listens. */
const deadUrl = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

describe('Mixin', () => {
  it('is fine where its keys are accepted, which costs one call that changes nothing', async () => {
    expect(await check(bot())).toEqual([
      'ok, mixin keys: the session private key can be decoded, a PIN can be sent',
      expect.stringMatching(/^ok, mixin: http:\S+ answers in \d+ ms and accepts the bot's key and session$/),
      expect.stringMatching(/^ok, mixin clock: matches Mixin's clock/),
      'ok, sealtalk: not configured',
    ])
    expect(mixinCalls()).toEqual(['GET /me'])
  })

  it('is fine without a bot where it refuses a stranger', async () => {
    expect(await check({ MIXIN_API_URL: sandbox.mixin.url })).toEqual([
      'ok, mixin keys: no bot is configured: callers send their own tokens',
      expect.stringMatching(/^ok, mixin: http:\S+ answers in \d+ ms$/),
      expect.stringMatching(/^ok, mixin clock/),
      'ok, sealtalk: not configured',
    ])
    expect(mixinCalls()).toEqual(['GET /me'])
  })

  it.each([
    ['session', { MIXIN_SESSION_ID: '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11' }],
    ['key', { MIXIN_SESSION_PRIVATE_KEY: 'ab'.repeat(32) }],
  ])('tells that it refuses another %s', async (_, wrong) => {
    expect((await check({ ...bot(), ...wrong }))[1]).toMatch(
      /^failure, mixin: .* refuses the bot's key or session$/,
    )
  })

  it('reports that an address assigns the key to another bot', async () => {
    const server = createServer((request, response) => {
      const { 'x-request-id': id = '' } = request.headers
      const data = {
        type: 'user',
        user_id: 'e8e8cd79-cd40-4796-8c54-3a13cfe50115',
        session_id: bot()['MIXIN_SESSION_ID'],
      }
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': id })
      response.end(JSON.stringify({ data }))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    expect((await check({ ...bot(), MIXIN_API_URL: `http://127.0.0.1:${port}` })).slice(1, 3)).toEqual([
      `failure, mixin: http://127.0.0.1:${port} assigns the key to another bot or session`,
      'warning, mixin clock: the response has no X-Server-Time',
    ])
    server.close()
  })

  it('tells that an old key is damaged, and asks nobody', async () => {
    const { legacyKeystore } = sandbox.mixin.credentials
    const bytes = Buffer.from(legacyKeystore.private_key, 'base64url')
    const whole = bytes.toString('base64')
    bytes[40] = (bytes[40] ?? 0) ^ 1

    expect((await check({ ...bot(), MIXIN_SESSION_PRIVATE_KEY: whole }))[0]).toMatch(/^ok, mixin keys/)
    sandbox.mixin.control.resetCalls()
    expect((await check({ ...bot(), MIXIN_SESSION_PRIVATE_KEY: bytes.toString('base64') }))[0]).toBe(
      'failure, mixin keys: the two halves of the session private key do not match',
    )
    expect(mixinCalls()).toEqual([])
  })

  it('tells that the key of the server is the own one', async () => {
    const own = Buffer.from(sandbox.mixin.credentials.legacyKeystore.private_key, 'base64url').subarray(32)

    expect((await check({ ...bot(), MIXIN_SERVER_PUBLIC_KEY: own.toString('hex') }))[0]).toMatch(
      /^failure, mixin keys: the server's public key is the bot's own/,
    )
  })

  it('warns of a PIN without the key of the server', async () => {
    const { MIXIN_SERVER_PUBLIC_KEY: _, ...without } = bot()

    expect((await check(without))[0]).toMatch(/^warning, mixin keys: PINs cannot be encrypted/)
  })

  it('tells by how much the clock is off, and still knows that the keys are good', async () => {
    skewMs = -3_600_000
    const [, calls, clock] = await check(bot())

    expect(calls).toMatch(/^ok, mixin: .* accepts the bot's key/)
    expect(clock).toMatch(/^warning, mixin clock: this machine's clock is 3(599|600) s behind Mixin's$/)
    skewMs = 3_600_000
    expect((await check(bot()))[2]).toMatch(/is 3(599|600|601) s ahead of Mixin's$/)
  })

  it('asks each of several addresses for itself', async () => {
    const dead = await deadUrl()

    expect(await check({ ...bot(), MIXIN_API_URL: `${dead},${sandbox.mixin.url}` })).toEqual([
      expect.stringMatching(/^ok, mixin keys/),
      `failure, mixin: ${dead} cannot be reached (ECONNREFUSED)`,
      expect.stringMatching(/^ok, mixin: http/),
      expect.stringMatching(/^ok, mixin clock/),
      'ok, sealtalk: not configured',
    ])
  })

  it.each([
    ['html', /^failure, mixin: \S+ answers, and not as the API does \(HTTP 500\)$/],
    ['garbage', /^failure, mixin: \S+ answers, and not as the API does \(HTTP 200\)$/],
    ['429', /^warning, mixin: \S+ limits this gateway for now$/],
    ['500', /^failure, mixin: \S+ answers with a fault of its own \(\d+\)$/],
    ['hang-before-headers', /^failure, mixin: \S+ does not answer in time/],
    ['hang-up-before', /^failure, mixin: \S+ breaks the connection off/],
    ['wrong-types', /^failure, mixin: /],
  ] as const)('tells what is wrong where it suffers from %s', async (kind, text) => {
    sandbox.mixin.control.setFault({ kind })

    expect((await check(bot()))[1]).toMatch(text)
  })
})

describe('SealTalk', () => {
  it('is fine where it lists its regions, and is asked for nothing else', async () => {
    expect((await check({ SEALTALK_API_URL: sandbox.sealtalk.url })).at(-1)).toMatch(
      /^ok, sealtalk: http:\S+ answers in \d+ ms$/,
    )
    expect(sealtalkCalls()).toEqual(['GET /user/regionlist'])
  })

  it('tells where nobody listens', async () => {
    const dead = await deadUrl()

    expect((await check({ SEALTALK_API_URL: dead })).at(-1)).toBe(
      `failure, sealtalk: ${dead} cannot be reached (ECONNREFUSED)`,
    )
  })

  it('warns where another server answers', async () => {
    expect((await check({ SEALTALK_API_URL: `${sandbox.sealtalk.url}/elsewhere` })).at(-1)).toMatch(
      /^warning, sealtalk: \S+ does not respond like a SealTalk server/,
    )
  })
})
