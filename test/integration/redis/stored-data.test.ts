import { createClient, RESP_TYPES } from '@redis/client'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import type { TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'

const NUMBER = '{ user(by: { mixinIdentityNumber: "30265" }) { name relationship } }'
const PHONE = '{ user(by: { mixinPhone: { region: "999", number: "0000030265" } }) { name phone } }'
const NOBODYS = '{ user(by: { mixinIdentityNumber: "99999999" }) { name } }'
const MIREL = `{ user(by: { id: "mixin:user:${x.userId}" }) { name relationship } }`
const CNB = '{ user(by: { id: "mixin:user:f6deb534-13bd-45f0-9b34-0d618827f500" }) { name app { name } } }'
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name participants(first: 50) { nodes { role } } } }`
const EVERYTHING = [NUMBER, PHONE, NOBODYS, MIREL, CNB, GROUP]
const RENAME = `mutation {
  updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "Parley Testers" }) { conversation { name } }
}`

/** Reads and writes bytes in Redis directly. */
const openClient = async (url: string) =>
  createClient({ url, commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } } }).connect()

describe.skipIf(!canTestRedis)(`data that gateways store in Redis${redisNote}`, () => {
  let redis: TestRedis
  let client: Awaited<ReturnType<typeof openClient>>
  let fleet: Fleet
  let writer: TestGateway

  /** Queries everything, as the bot and as a viewer. */
  const askAll = async (gateway: TestGateway): Promise<unknown[]> => {
    const answers: unknown[] = []
    for (const viewer of [{}, { headers: fleet.as('Alia') }]) {
      for (const document of EVERYTHING) {
        const { data, errors } = await gateway.query(document, viewer)
        answers.push({ data, errors })
      }
    }
    return answers
  }
  /** All keys but the token buckets, which expire soon. */
  const names = async (): Promise<string[]> => {
    const all = (await client.keys('*')).map(String)
    return all.filter((name) => !name.startsWith('parley:1:count:')).toSorted()
  }

  beforeEach(async () => {
    redis = await startRedis()
    client = await openClient(redis.url)
    fleet = await startFleet({
      redisUrl: redis.url,
      env: { MIXIN_NUMBER_RATE: '1000', MIXIN_SEARCH_RATE: '1000' },
    })
    writer = await fleet.start()
    await askAll(writer)
  })
  afterEach(async () => {
    client.destroy()
    await fleet.close()
    await redis.close()
  })

  it('is named by kind, expires, and reveals no name, id, phone or token', async () => {
    await writer.query(RENAME)
    await writer.query(GROUP)
    const kinds = (await names()).map((name) => name.slice(0, name.lastIndexOf(':')))
    expect([...new Set(kinds)]).toEqual([
      'parley:1:dropped:conversation',
      'parley:1:dropped:scope',
      'parley:1:mixin-identity',
      'parley:1:model:conversation',
      'parley:1:model:number',
      'parley:1:model:phone',
      'parley:1:model:user',
    ])

    const secrets = [
      'Mirel',
      'Parley Testers',
      x.userId,
      x.groupId,
      '0000030265',
      'sandbox-alia',
      'relationship',
    ]
    for (const name of await names()) {
      expect(await client.pTTL(name)).toBeGreaterThan(0)
      expect(await client.pTTL(name)).toBeLessThanOrEqual(90 * 24 * 60 * 60 * 1_000)
      const seen = `${name} ${(await client.get(name))?.toString('latin1')}`
      expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
    }
  })

  it('is ignored if it is malformed, and fetched again', async () => {
    const answers = await askAll(writer)
    for (const name of await names()) await client.set(name, randomBytes(200))
    fleet.calls()

    const reader = await fleet.start()
    expect(await askAll(reader)).toEqual(answers)
    expect(fleet.calls()).toContain('POST /users/fetch')
    expect(reader.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })

  it('is ignored if it has another type', async () => {
    const answers = await askAll(writer)
    for (const name of await names()) {
      await client.del(name)
      await client.lPush(name, 'an item of a list')
    }

    const reader = await fleet.start()
    expect(await askAll(reader)).toEqual(answers)
  })

  it('is ignored if it belongs to another viewer', async () => {
    const answers = await askAll(writer)
    const all = await names()
    const values = await client.mGet(all)
    for (const [index, name] of all.entries()) {
      await client.set(name, values[(index + 1) % values.length] ?? '', {
        expiration: { type: 'PX', value: 60_000 },
      })
    }
    fleet.calls()

    expect(await askAll(await fleet.start())).toEqual(answers)
    expect(fleet.calls()).toContain('POST /users/fetch')
  })

  it('is not dropped by malformed messages on the channel', async () => {
    const [channel = ''] = (await client.pubSubChannels('parley:*')).map(String)
    expect(await client.publish(channel, randomBytes(60))).toBe(1)
    fleet.calls()

    await askAll(writer)
    expect(fleet.calls()).toEqual([])
  })

  it('is used by a gateway that has just started, without a call', async () => {
    const answers = await askAll(writer)
    fleet.calls()

    const reader = await fleet.start()
    expect(await askAll(reader)).toEqual(answers)
    expect(fleet.calls()).toEqual([])
  })
})
