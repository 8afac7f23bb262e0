import { afterEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { BOT, botSettings, mockMixin, wireUser } from '../../support/mixin-upstream.ts'

const USER = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const READ = `{ user(by: { mixinUserId: "${USER}" }) { name } }`
const WRITE = `mutation { createContactConversation(input: { userId: "mixin:user:${USER}" }) { conversation { id } } }`
const KEY = 'a-key-of-sixteen-characters'

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())

const start = async (env: Record<string, string>) => {
  const mock = mockMixin(({ path }) =>
    path === '/users/fetch'
      ? { body: { data: [wireUser(USER)] } }
      : path === '/me'
        ? {
            body: {
              data: wireUser(BOT.appId, { session_id: BOT.sessionId, pin_token: 'pin-token-of-the-bot' }),
            },
          }
        : {
            body: { data: { conversation_id: 'dd219235-e83a-3b85-a13f-d0f20fa0e833', category: 'CONTACT' } },
          },
  )
  gateway = await startGateway({ env: { ...env, API_KEYS: KEY }, dispatcher: mock.dispatcher })
  return { gateway, sent: mock.sent }
}

/** Outcome of a read and of a write: `ok`, or the code of the refusal. */
const outcomes = async (gateway: TestGateway, headers: Record<string, string>) => {
  const answers = [await gateway.query(READ, { headers }), await gateway.query(WRITE, { headers })]
  return answers.map(({ errors }) => errors[0]?.extensions['code'] ?? 'ok')
}

describe('who may act as the gateway’s bot', () => {
  it.each([
    ['none', {}, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
    ['read', {}, ['ok', 'UNAUTHENTICATED']],
    ['full', {}, ['ok', 'ok']],
    ['none', { 'x-api-key': KEY }, ['ok', 'ok']],
    ['read', { 'x-api-key': KEY }, ['ok', 'ok']],
    ['full', { 'x-api-key': 'no key of ours' }, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
    ['full', { authorization: 'Basic abc' }, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
    ['full', { authorization: 'Bearer a b' }, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
    ['full', { authorization: 'Bearer ' }, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
    // Mixin lets no token of a user change conversations.
    ['none', { authorization: 'Bearer token-of-somebody' }, ['ok', 'FORBIDDEN']],
    ['none', { authorization: 'bearer    token-of-somebody' }, ['ok', 'FORBIDDEN']],
    ['full', { authorization: 'Bearertoken' }, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
    ['full', { authorization: '', 'x-api-key': '' }, ['ok', 'ok']],
    ['full', { authorization: '   ' }, ['ok', 'ok']],
    ['none', { authorization: '', 'x-api-key': KEY }, ['ok', 'ok']],
    ['none', { 'x-api-key': ' ' }, ['UNAUTHENTICATED', 'UNAUTHENTICATED']],
  ] as const)('with bot access "%s" and %j: read and write are %j', async (access, headers, expected) => {
    const { gateway, sent } = await start(botSettings(access))

    expect(await outcomes(gateway, headers)).toEqual(expected)
    if (expected.every((outcome) => outcome !== 'ok')) expect(sent).toEqual([])
  })

  it('a caller’s token is forwarded unchanged and takes precedence over an API key', async () => {
    const { gateway, sent } = await start(botSettings('full'))

    await gateway.query(READ, {
      headers: { authorization: 'Bearer own-token', 'x-api-key': 'not even a known one' },
    })

    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer own-token'])
  })

  it('a missing credential is reported before invalid arguments', async () => {
    const { gateway } = await start(botSettings('none'))

    expect(codesOf(await gateway.query('{ user(by: { id: "mixin:user:../me" }) { id } }'))).toEqual([
      'user: UNAUTHENTICATED',
    ])
    expect(codesOf(await gateway.query('{ conversation(id: "mixin:user:x") { id } }'))).toEqual([
      'conversation: UNAUTHENTICATED',
    ])
  })
})

describe('the viewer', () => {
  const VIEWER = '{ viewer { mixin { user { id } pinToken } sealtalk { user { id } } } }'

  it('is null for a network without a credential', async () => {
    const { gateway, sent } = await start(botSettings('none'))

    expect(await gateway.query(VIEWER)).toMatchObject({
      data: { viewer: { mixin: null, sealtalk: null } },
      errors: [],
    })
    expect(sent).toEqual([])
  })

  it('is an error with a wrong credential', async () => {
    const { gateway } = await start(botSettings('full'))

    const answer = await gateway.query(VIEWER, { headers: { 'x-api-key': 'wrong' } })

    expect(codesOf(answer)).toEqual(['viewer.mixin: UNAUTHENTICATED'])
  })

  it('shows its PIN token only to callers with their own credential', async () => {
    const { gateway } = await start(botSettings('full'))

    expect((await gateway.query(VIEWER)).data).toMatchObject({ viewer: { mixin: { pinToken: null } } })
    for (const headers of [{ 'x-api-key': KEY }, { authorization: 'Bearer mine' }]) {
      const { data } = await gateway.query(VIEWER, { headers })
      expect(data).toMatchObject({ viewer: { mixin: { pinToken: 'pin-token-of-the-bot' } } })
    }
  })
})

describe('a network that is not configured', () => {
  it('is UNSUPPORTED in fields that need it, with any credential, and null in the viewer', async () => {
    gateway = await startGateway({ env: {} })

    expect(codesOf(await gateway.query(READ))).toEqual(['user: UNSUPPORTED'])
    expect(codesOf(await gateway.query(WRITE))).toEqual(['createContactConversation: UNSUPPORTED'])
    expect(await gateway.query('{ viewer { mixin { hasPin } sealtalk { user { id } } } }')).toMatchObject({
      data: { viewer: { mixin: null, sealtalk: null } },
      errors: [],
    })
  })
})
