import { createClient } from '@redis/client'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, it, describe } from 'vitest'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'

const SECRET = 's'.repeat(32)
const PASSWORD = 'canary-password'

describe.skipIf(!canTestRedis)(`REDIS_URL${redisNote}`, () => {
  let redis: TestRedis
  let gateway: GatewayProcess | undefined

  beforeAll(async () => {
    redis = await startRedis()
    const client = await createClient({ url: redis.url }).connect()
    await client.configSet('requirepass', PASSWORD)
    await client.sendCommand(['ACL', 'SETUSER', 'canary-user', 'on', `>${PASSWORD}`, '+ping', '+hello'])
    client.destroy()
  })
  afterEach(async () => {
    gateway?.signal('SIGKILL')
    await gateway?.exited
  })
  afterAll(() => redis.close())

  const start = (user: string, rest = ''): GatewayProcess => {
    const url = redis.url.replace('//', `//${user}`) + rest
    gateway = runGateway({ REDIS_URL: url, SESSION_SECRET: SECRET, SANDBOX: '1' })
    return gateway
  }

  it.each([
    ['no password', '', '', /requires a password/],
    ['a wrong password', ':canary-wrong@', '', /refuses its user name and password/],
    ['an unknown user', `canary-nobody:${PASSWORD}@`, '', /refuses its user name and password/],
    ['a user without permissions', `canary-user:${PASSWORD}@`, '', /may not use the commands/],
    ['a database that does not exist', `:${PASSWORD}@`, '/99', /no database of its number/],
    ['the same in the query', `:${PASSWORD}@`, '?db=99', /no database of its number/],
  ])('that Redis refuses stops the start: %s', async (_, user, rest, why) => {
    const started = start(user, rest)
    await expect(started.ready).rejects.toThrow('it ended with 1')
    expect(await started.exited).toBe(1)
    expect(started.stderr()).toMatch(/^Parley cannot start: REDIS_URL cannot work: /)
    expect(started.stderr()).toMatch(why)
    expect(started.stderr() + started.lines.join()).not.toContain('canary')
  })

  it('that names a database in its query is kept to it', async () => {
    await start(`:${PASSWORD}@`, '?db=3').ready
    const client = await createClient({ url: redis.url.replace('//', `//:${PASSWORD}@`) }).connect()
    try {
      expect(await client.sendCommand(['CLIENT', 'LIST'])).toMatch(/ db=3 /)
    } finally {
      client.destroy()
    }
  })

  it('of a Redis that is not there yet stops nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    server.close()
    await once(server, 'close')
    gateway = runGateway({
      REDIS_URL: `redis://:canary@127.0.0.1:${port}`,
      SESSION_SECRET: SECRET,
      SANDBOX: '1',
    })
    await gateway.ready
    expect(gateway.lines.join()).toContain('Redis is unavailable')
  })
})
