import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { sandboxSettings, tokenOf } from '../../support/sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

const KEYS = {
  reader: 'key-that-may-read-as-the-bot',
  writer: 'key-that-may-write-as-the-bot',
  chats: 'key-for-the-mixin-network',
  friends: 'key-for-the-sealtalk-network',
  plain: 'key-without-a-name-of-its-own',
}
const API_KEYS = [
  `reader:read=${KEYS.reader}`,
  `writer=${KEYS.writer}`,
  `chats:read:mixin=${KEYS.chats}`,
  `friends:sealtalk=${KEYS.friends}`,
  KEYS.plain,
].join(',')

const READ = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const WRITE = `mutation { createContactConversation(input: { userId: "mixin:user:${x.cnbBotId}" }) { conversation { id } } }`
const REGIONS = '{ regions { code } }'

let sandbox: Sandbox
let gateway: TestGateway
const start = async (env: Record<string, string>): Promise<void> => {
  gateway = await startGateway({
    env: { ...sandboxSettings(sandbox.mixin), SEALTALK_API_URL: sandbox.sealtalk.url, API_KEYS, ...env },
  })
}
beforeEach(async () => void (sandbox = await startSandbox()))
afterEach(async () => {
  await gateway.close()
  await sandbox.close()
})

const calls = (): string[] => [
  ...sandbox.mixin.control.calls().recent.map(({ endpoint }) => endpoint),
  ...sandbox.sealtalk.control.calls().recent.map(({ endpoint }) => endpoint),
]

const outcomeOf = async (document: string, headers: Record<string, string>): Promise<string> => {
  const answer = await gateway.query(document, { headers })
  return codesOf(answer)[0]?.replace(/.*: /, '') ?? 'ok'
}

describe.each(['none', 'full'])('whatever anyone may do as the bot (%s), a key', (access) => {
  beforeEach(() => start({ MIXIN_BOT_ACCESS: access }))

  it.each([
    ['reader', ['ok', 'FORBIDDEN', 'ok']],
    ['writer', ['ok', 'ok', 'ok']],
    ['chats', ['ok', 'FORBIDDEN', 'FORBIDDEN']],
    ['friends', ['FORBIDDEN', 'FORBIDDEN', 'ok']],
    ['plain', ['ok', 'ok', 'ok']],
  ] as const)('called %s may read and write on Mixin, and use SealTalk: %j', async (name, expected) => {
    const headers = { 'x-api-key': KEYS[name] }
    const outcomes = []
    for (const document of [READ, WRITE, REGIONS]) outcomes.push(await outcomeOf(document, headers))
    expect(outcomes).toEqual(expected)
    expect(calls()).toHaveLength(expected.filter((outcome) => outcome === 'ok').length)
  })
})

describe('a key', () => {
  beforeEach(() => start({ MIXIN_BOT_ACCESS: 'none', NODE_ENV: 'production', DRAIN_DELAY_MS: '0' }))

  it('for queries leaves changes as somebody else than the bot alone', async () => {
    const [{ region, phone, password }] = sandbox.sealtalk.credentials.accounts
    const login = `mutation { login(input: { phone: { region: "${region}", number: "${phone}" }, password: "${password}" }) { userId } }`
    expect(await outcomeOf(login, { 'x-api-key': KEYS.reader })).toBe('ok')
    expect(calls()).toEqual(['POST /user/login'])
    const { errors } = await gateway.query(WRITE, { headers: { 'x-api-key': KEYS.reader } })
    expect(calls()).toEqual(['POST /user/login'])
    expect(errors).toMatchObject([
      { message: expect.stringContaining('permits queries only'), extensions: { network: 'MIXIN' } },
    ])
  })

  it('for queries is told that it may change nothing, also where a key that may has asked before', async () => {
    const rights = `{ conversation(id: "mixin:conversation:${x.groupId}") { viewerCan { rename } } }`
    const told: unknown[] = []
    for (const name of ['writer', 'writer', 'writer', 'reader', 'reader', 'reader', 'writer'] as const) {
      const { data } = await gateway.query(rights, { headers: { 'x-api-key': KEYS[name] } })
      told.push(valueAt(data, 'conversation.viewerCan.rename'))
    }
    expect(told).toEqual([true, true, true, false, false, false, true])
  })

  it('for one network closes the other, also to a token, to what needs no credential, and to half of the viewer', async () => {
    const token = { authorization: `Bearer ${tokenOf(sandbox.mixin, 'Alia')}` }
    const friends = { 'x-api-key': KEYS.friends }
    expect(await outcomeOf(READ, { ...friends, ...token })).toBe('FORBIDDEN')
    const trade = `mutation { authorizeToken(input: { code: "${'a'.repeat(64)}" }) { scope } }`
    expect(await outcomeOf(trade, friends)).toBe('FORBIDDEN')
    const answer = await gateway.query(
      '{ viewer { mixin { user { id } } sealtalk { user { id } } } budgets { network } }',
      { headers: friends },
    )
    expect(answer.data).toMatchObject({ viewer: { mixin: null, sealtalk: null } })
    expect(answer.errors).toMatchObject([{ path: ['viewer', 'mixin'], extensions: { code: 'FORBIDDEN' } }])
    expect(calls()).toEqual([])
  })

  it('of one network gets no cached response of another', async () => {
    for (let time = 0; time < 4; time += 1) {
      expect(await outcomeOf(READ, { 'x-api-key': KEYS.writer })).toBe('ok')
      expect(await outcomeOf(READ, { 'x-api-key': KEYS.chats })).toBe('ok')
    }
    expect(await outcomeOf(READ, { 'x-api-key': KEYS.friends })).toBe('FORBIDDEN')
    expect(calls()).toEqual(['GET /conversations/:id'])
  })

  it('may trace its requests in production, whatever else it may do', async () => {
    const traced = async (headers: Record<string, string>): Promise<boolean> => {
      const { extensions } = await gateway.query(READ, { headers: { ...headers, 'x-parley-trace': '1' } })
      return extensions['upstream'] !== undefined
    }
    expect(await traced({ 'x-api-key': KEYS.reader })).toBe(true)
    expect(await traced({ 'x-api-key': KEYS.plain })).toBe(true)
    expect(await traced({ 'x-api-key': 'nobody-has-this-key-here' })).toBe(false)
  })

  it('is counted by its name, and never shown', async () => {
    for (const name of ['reader', 'reader', 'plain'] as const) {
      await gateway.query(READ, { headers: { 'x-api-key': KEYS[name] } })
    }
    await gateway.query(READ, { headers: { 'x-api-key': 'nobody-has-this-key-here' } })
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    const lines = metrics.split('\n').filter((line) => line.startsWith('parley_api_key_requests_total{'))
    expect(lines.toSorted()).toEqual([
      'parley_api_key_requests_total{api_key="chats"} 0',
      'parley_api_key_requests_total{api_key="friends"} 0',
      'parley_api_key_requests_total{api_key="reader"} 2',
      'parley_api_key_requests_total{api_key="unnamed"} 1',
      'parley_api_key_requests_total{api_key="writer"} 0',
    ])
    for (const key of Object.values(KEYS)) expect(metrics).not.toContain(key)
  })
})
