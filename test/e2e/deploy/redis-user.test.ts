import { createClient } from '@redis/client'
import { expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { checkRedis } from '../../../src/doctor/redis.ts'
import { canTestRedis, redisNote, startRedis } from '../../support/redis.ts'
import { startSandboxGateway } from '../../support/sandbox.ts'
import { readText } from './files.ts'

/** The commands that the page grants to Parley's Redis user. */
const commands = /A user of its own needs[\s\S]*?doctor\./
  .exec(readText('docs/operating.md'))?.[0]
  .match(/`[A-Z]+`/g)
  ?.map((name) => name.slice(1, -1).toLowerCase())

it.skipIf(!canTestRedis)(`a Redis user needs only the commands that the page lists${redisNote}`, async () => {
  const redis = await startRedis()
  onTestFinished(() => redis.close())
  const admin = await createClient({ url: redis.url }).connect()
  onTestFinished(() => admin.destroy())
  const allowed = (commands ?? []).map((name) => `+${name}`)
  await admin.sendCommand(['ACL', 'SETUSER', 'parley', 'on', '>secret', '~parley:*', '&parley:*', ...allowed])
  await admin.sendCommand(['ACL', 'LOG', 'RESET'])
  const env = { REDIS_URL: redis.url.replace('//', '//parley:secret@'), SESSION_SECRET: 's'.repeat(32) }

  const harness = await startSandboxGateway({ env })
  onTestFinished(() => harness.close())
  const ask = (document: string) => harness.gateway.query(document)
  const me = await ask('{ user(by: { mixinIdentityNumber: "30265" }) { id name } }')
  await ask(
    'mutation { createContactConversation(input: { userId: "mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115" }) { conversation { id } } }',
  )
  harness.sandbox.control.setFault({ endpoint: 'GET /search/:q', kind: '429' })
  await ask('{ user(by: { mixinPhone: { region: "1", number: "2025550123" } }) { name } }')

  expect(me.errors).toEqual([])
  expect(await checkRedis(readSettings({ SANDBOX: '0', ...env }))).toMatchObject({
    text: /^(version|Valkey)/,
  })
  expect(await admin.sendCommand(['ACL', 'LOG'])).toEqual([])
  expect(harness.gateway.logged.filter((line) => line.includes('Redis refuses'))).toEqual([])
  expect(harness.gateway.logged.filter((line) => line.includes('connected to Redis'))).toHaveLength(1)
  const kinds = (await admin.keys('*')).map((key) => key.split(':')[2])
  expect(new Set(kinds).size).toBeGreaterThan(2)
})
