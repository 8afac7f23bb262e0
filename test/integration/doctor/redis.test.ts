import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createClient } from '@redis/client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { checkGateway } from '../../../src/doctor/gateway.ts'
import { checkRedis } from '../../../src/doctor/redis.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { sandboxSettings, startSandboxGateway } from '../../support/sandbox.ts'

const settingsOf = (url: string, more: Record<string, string> = {}) =>
  readSettings({ SANDBOX: '0', REDIS_URL: url, SESSION_SECRET: 's'.repeat(32), ...more })

const look = async (url: string): Promise<string> => {
  const { verdict, text, advice } = await checkRedis(settingsOf(url))
  return `${verdict}: ${text}${advice === undefined ? '' : ` → ${advice}`}`
}

it('is no matter where none is configured', async () => {
  expect(await checkRedis(readSettings({}))).toMatchObject({ verdict: 'ok', text: /not configured/ })
})

describe.skipIf(!canTestRedis)(`a Redis that runs${redisNote}`, () => {
  let redis: TestRedis
  beforeAll(async () => void (redis = await startRedis()))
  afterAll(() => redis.close())

  const command = async (...words: string[]): Promise<void> => {
    const client = await createClient({ url: redis.url }).connect()
    await client.sendCommand(words)
    await client.close()
  }

  it('is fine, with its version and how long it takes', async () => {
    expect(await look(redis.url)).toMatch(/^(ok|warning): version \d+\.\d+\.\d+ answers in \d+\.\d ms/)
  })

  it('is warned of where it would refuse writes once it is full', async () => {
    await command('CONFIG', 'SET', 'maxmemory', '100mb')
    expect(await look(redis.url)).toMatch(/refuses writes once it is full .*volatile-ttl/)

    await command('CONFIG', 'SET', 'maxmemory-policy', 'volatile-ttl')
    expect(await look(redis.url)).toMatch(/: version \d+\.\d+\.\d+ answers in/)
  })

  it('tells that a user may not do what is needed, and shows neither name nor password', async () => {
    await command('ACL', 'SETUSER', 'canary-user', 'on', '>canary-password', '+ping')
    const url = redis.url.replace('//', '//canary-user:canary-password@')
    const said = await look(url)

    expect(said).toMatch(/^failure: it cannot be used \(NOPERM\).* → let this Redis user/)
    expect(await look(url.replace('canary-password', 'canary-wrong'))).toMatch(
      /\(WRONGPASS\).* → correct user name/,
    )
    expect(said).not.toContain('canary')
  })

  it('is asked what is left of the budgets of the bot', async () => {
    expect(await checkGateway(settingsOf(redis.url, bot))).toEqual([
      { check: 'gateway', verdict: 'ok', text: 'can be put together' },
      { check: 'budgets', verdict: 'ok', text: 'IDENTITY_NUMBER: 3 may be made now' },
      { check: 'budgets', verdict: 'ok', text: 'SEARCH: 3 may be made now' },
    ])
  })
})

describe.skipIf(!canTestRedis)(`budgets in Redis${redisNote}`, () => {
  it('are known to be closed since a gateway met with a refusal', async () => {
    const redis = await startRedis()
    onTestFinished(() => redis.close())
    const env = { REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(32) }
    const harness = await startSandboxGateway({ env })
    onTestFinished(() => harness.close())
    harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429' })
    await harness.gateway.query('{ user(by: { mixinIdentityNumber: "7000104017" }) { name } }')

    const found = await checkGateway(settingsOf(redis.url, sandboxSettings(harness.sandbox)))

    expect(found).toMatchObject([
      { check: 'gateway', verdict: 'ok' },
      {
        check: 'budgets',
        verdict: 'warning',
        text: expect.stringMatching(/^IDENTITY_NUMBER: used up or closed until 20\d\d-\d\d-\d\dT[\d:.]+Z$/),
        advice: expect.stringMatching(/^wait/),
      },
      { check: 'budgets', verdict: 'ok', text: 'SEARCH: 3 may be made now' },
    ])
  })
})

/** Something that speaks Redis's protocol and answers each command by these replies, or with OK. */
const startRespServer = async (replies: Readonly<Record<string, string>>): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.setEncoding('latin1').on('data', (text: string) => {
      for (const [, name = ''] of text.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        socket.write(replies[name.toUpperCase()] ?? '+OK\r\n')
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Settings of a bot whose network is not there. */
const bot = {
  MIXIN_API_URL: 'http://127.0.0.1:9',
  MIXIN_APP_ID: '11efbb75-e7fe-44d7-a14f-698535289310',
  MIXIN_SESSION_ID: '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11',
  MIXIN_SESSION_PRIVATE_KEY: 'ab'.repeat(32),
}

describe('a Redis that is too old', () => {
  it('is refused for not knowing HELLO, as Redis 5 does not', async () => {
    const url = await startRespServer({ HELLO: '-ERR unknown command `HELLO`\r\n' })

    expect(await look(url)).toBe(
      'failure: it cannot be used (ERR): the gateway starts, and shares nothing → is that Redis, and 6 or newer?',
    )
  })

  it('is refused for the version that it tells', async () => {
    const info = '# Server\r\nredis_version:5.0.14\r\n'
    const url = await startRespServer({
      HELLO: '%1\r\n$5\r\nproto\r\n:3\r\n',
      INFO: `$${info.length}\r\n${info}\r\n`,
      PING: '+PONG\r\n',
    })

    expect(await look(url)).toBe('failure: it is version 5.0.14 → Parley needs Redis 6 or newer')
  })
})

describe('a Redis that is not there', () => {
  it('is not asked for budgets: this process would tell its own', async () => {
    expect((await checkGateway(settingsOf('redis://127.0.0.1:9', bot), false)).at(-1)).toEqual({
      check: 'budgets',
      verdict: 'ok',
      text: 'without Redis each gateway counts for itself',
    })
  })

  it('is a failure with the reason, and without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const said = await look(`redis://:canary@127.0.0.1:${port}`)

    expect(said).toMatch(/^failure: it cannot be used \(ECONNREFUSED\).* → look at REDIS_URL/)
    expect(said).not.toContain('canary')
  })

  it('is a failure where something takes the connection and says nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    expect(await look(`redis://127.0.0.1:${port}`)).toMatch(/^failure: it cannot be used \(no answer\)/)
    server.close()
  })
})

it('tells what keeps a gateway from being put together', async () => {
  const settings = readSettings({ SANDBOX: '0', TRUSTED_DOCUMENTS: '/nowhere/documents.json' })

  expect(await checkGateway(settings)).toMatchObject([
    { check: 'gateway', verdict: 'failure', text: expect.stringContaining('documents.json') },
  ])
})
