import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createClient } from '@redis/client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { Secret } from '../../../src/secret.ts'
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

it('accepts that Redis is not configured', async () => {
  expect(await checkRedis(readSettings({}))).toMatchObject({ verdict: 'ok', text: /not configured/ })
})

describe.skipIf(!canTestRedis)(`a running Redis${redisNote}`, () => {
  let redis: TestRedis
  beforeAll(async () => void (redis = await startRedis()))
  afterAll(() => redis.close())

  const command = async (...words: string[]): Promise<string> => {
    const client = await createClient({ url: redis.url }).connect()
    const reply = await client.sendCommand<string>(words)
    await client.close()
    return reply
  }

  it('is ok, with its version and latency', async () => {
    expect(await look(redis.url)).toMatch(
      /^(ok|warning): (version|Valkey) \d+\.\d+\.\d+ responds in \d+\.\d ms/,
    )
  })

  it('causes a warning unless its policy is noeviction', async () => {
    await command('CONFIG', 'SET', 'maxmemory-policy', 'volatile-ttl')
    expect(await look(redis.url)).toMatch(
      /^warning: .*may evict logouts.*\(volatile-ttl\) → set maxmemory-policy to noeviction/,
    )

    await command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
    expect(await look(redis.url)).toMatch(/: (version|Valkey) \d+\.\d+\.\d+ responds in/)
  })

  it('causes a warning if there is no room for cache entries', async () => {
    const used = Number(/^used_memory:(\d+)/m.exec(await command('INFO', 'memory'))?.[1])
    await command('CONFIG', 'SET', 'maxmemory', String(Math.floor(used / 0.8)))
    expect(await look(redis.url)).toMatch(/^warning: .*three quarters full.* → raise maxmemory/)
    await command('CONFIG', 'SET', 'maxmemory', '0')
  })

  it.each([
    ['is full', 'maxmemory', '1', /^failure: .* refuses writes \(OOM\): .* → raise maxmemory/],
    [
      'lacks replicas',
      'min-replicas-to-write',
      '1',
      /^failure: .* refuses writes \(NOREPLICAS\): .* → bring its replicas/,
    ],
  ])('fails if it %s', async (_, name, value, expected) => {
    await command('CONFIG', 'SET', name, value)
    expect(await look(redis.url)).toMatch(expected)
    await command('CONFIG', 'SET', name, '0')
    expect(await look(redis.url)).toMatch(/^(ok|warning): /)
  })

  it('fails for a user without the needed permissions, without showing name or password', async () => {
    await command('ACL', 'SETUSER', 'canary-user', 'on', '>canary-password', '+ping')
    const url = redis.url.replace('//', '//canary-user:canary-password@')
    const line = await look(url)

    expect(line).toMatch(/^failure: not usable.*\(NOPERM\): the gateway does not start → allow them/)
    expect(await look(url.replace('canary-password', 'canary-wrong'))).toMatch(
      /refuses its user name and password: .* → correct the user name/,
    )
    expect(line).not.toContain('canary')
  })

  it('is asked for the remaining budgets of the bot', async () => {
    expect(await checkGateway(settingsOf(redis.url, bot))).toEqual([
      { check: 'gateway', verdict: 'ok', text: 'can be created' },
      { check: 'budgets', verdict: 'ok', text: 'IDENTITY_NUMBER: 3 lookups available now' },
      { check: 'budgets', verdict: 'ok', text: 'SEARCH: 3 lookups available now' },
    ])
  })
})

describe.skipIf(!canTestRedis)(`budgets in Redis${redisNote}`, () => {
  it('are known to be used up after a network refused a gateway', async () => {
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
        text: expect.stringMatching(
          /^IDENTITY_NUMBER: no lookups available until 20\d\d-\d\d-\d\dT[\d:.]+Z$/,
        ),
        advice: expect.stringMatching(/^wait/),
      },
      { check: 'budgets', verdict: 'ok', text: 'SEARCH: 3 lookups available now' },
    ])
  })
})

/** A server with the protocol of Redis that sends these replies to commands, and OK to all others. */
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

/** Settings of a bot whose network is unreachable. */
const bot = {
  MIXIN_API_URL: 'http://127.0.0.1:9',
  MIXIN_APP_ID: '11efbb75-e7fe-44d7-a14f-698535289310',
  MIXIN_SESSION_ID: '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11',
  MIXIN_SESSION_PRIVATE_KEY: 'ab'.repeat(32),
}

describe('a Redis that is too old', () => {
  it('fails because it does not know HELLO, like Redis 5', async () => {
    const url = await startRespServer({ HELLO: '-ERR unknown command `HELLO`\r\n' })

    expect(await look(url)).toBe(
      'failure: not usable (ERR): the gateway starts, but does not share cache and limits → check that the server is Redis 6 or newer',
    )
  })

  it('fails because of the version that it reports', async () => {
    const info = '# Server\r\nredis_version:5.0.14\r\n'
    const url = await startRespServer({
      HELLO: '%1\r\n$5\r\nproto\r\n:3\r\n',
      INFO: `$${info.length}\r\n${info}\r\n`,
      PING: '+PONG\r\n',
    })

    expect(await look(url)).toBe('failure: version 5.0.14 is too old → install Redis 6 or newer')
  })
})

it('names Valkey by its own version, which is not that of the Redis it stands in for', async () => {
  const lines = [
    '# Server',
    'redis_version:7.2.4',
    'server_name:valkey',
    'valkey_version:8.0.1',
    'role:slave',
  ]
  const info = lines.map((line) => `${line}\r\n`).join('')
  const url = await startRespServer({
    HELLO: '%1\r\n$5\r\nproto\r\n:3\r\n',
    INFO: `$${info.length}\r\n${info}\r\n`,
    PING: '+PONG\r\n',
  })

  expect(await look(url)).toMatch(/^failure: Valkey 8\.0\.1 is a replica/)
})

describe('an unreachable Redis', () => {
  it('is not asked for budgets, since this process only knows its own', async () => {
    expect((await checkGateway(settingsOf('redis://127.0.0.1:9', bot), false)).at(-1)).toEqual({
      check: 'budgets',
      verdict: 'ok',
      text: 'not shared while Redis is unavailable: each gateway counts separately',
    })
  })

  it('fails with the reason and without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const line = await look(`redis://:canary@127.0.0.1:${port}`)

    expect(line).toMatch(/^failure: not usable \(ECONNREFUSED\).* → check REDIS_URL/)
    expect(line).not.toContain('canary')
  })

  it('fails if the server accepts the connection and never responds', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    expect(await look(`redis://127.0.0.1:${port}`)).toMatch(/^failure: not usable \(no response\)/)
    server.close()
  })
})

it('reports why a gateway cannot be created', async () => {
  const bot = {
    appId: 'a',
    sessionId: 's',
    sessionPrivateKey: new Secret('short'),
    serverPublicKey: undefined,
  }
  const settings = readSettings({ SANDBOX: '0', MIXIN_API_URL: 'https://mixin.test' })
  const mixin = settings.mixin && { ...settings.mixin, bot }

  expect(await checkGateway({ ...settings, mixin })).toMatchObject([
    { check: 'gateway', verdict: 'failure', text: expect.stringContaining('session private key') },
  ])
})
