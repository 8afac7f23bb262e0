import { afterAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import {
  APP_FIELDS,
  appInWords,
  CONVERSATION_FIELDS,
  conversationInWords,
  USER_FIELDS,
  userInWords,
} from '../../support/mixin-in-schema-words.ts'
import { type DemoName, startSandboxGateway } from '../../support/sandbox.ts'

type Wire = Readonly<Record<string, unknown>>

const harness = await startSandboxGateway({ env: { API_KEYS: 'a-key-of-sixteen-characters' } })
afterAll(() => harness.close())

const headersOf = (who: DemoName | 'bot'): Record<string, string> => (who === 'bot' ? {} : harness.as(who))

const ask = (who: DemoName | 'bot', document: string, variables: Record<string, unknown> = {}) =>
  harness.gateway.query(document, { variables, headers: headersOf(who) })

const VIEWERS = [
  ['bot', x.botId],
  ['Alia', x.aliaUserId],
  ['Bo', x.boUserId],
] as const

describe('users', () => {
  it.each([...VIEWERS, ['Cleo', x.cleoUserId]] as const)(
    'are mapped field by field, as %s sees them',
    async (who, viewerId) => {
      const { participants } = (await harness.look(`/conversations/${x.group250Id}`)) as {
        participants: readonly { user_id: string }[]
      }
      const known = Object.values(x).filter((id) => /-/.test(id) && !/(group|conversation)/i.test(id))
      const ids = [...new Set([...known, ...participants.map((one) => one.user_id).slice(0, 120)])]
      const held = (await Promise.all(ids.map((id) => harness.look(`/users/${id}`, who)))) as (
        Wire | undefined
      )[]

      const answer = await ask(
        who,
        `query ($by: [UserBy!]!) { users(by: $by) { ${USER_FIELDS} app { ${APP_FIELDS} } } }`,
        { by: ids.map((id) => ({ mixinUserId: id })) },
      )

      expect(answer.errors).toEqual([])
      expect(answer.data).toEqual({ users: held.map((user) => (user ? userInWords(user) : null)) })
      expect(held.filter((user) => user?.['relationship'] === 'ME')).toMatchObject([{ user_id: viewerId }])
    },
  )

  it('have the name, phone and relationship that each viewer sees', async () => {
    const document = `{ user(by: { mixinUserId: "${x.userId}" }) { name phone relationship muteUntil } }`

    const answers = await Promise.all(
      (['bot', 'Alia', 'Bo', 'Cleo'] as const).map((who) => ask(who, document)),
    )

    expect(answers.map(({ data }) => (data as { user: unknown }).user)).toEqual([
      { name: 'Mirel Ostby', phone: '+9990000030265', relationship: 'FRIEND', muteUntil: null },
      { name: 'Mirel (work)', phone: null, relationship: 'FRIEND', muteUntil: '2020-02-02T02:02:02.2Z' },
      { name: 'Mirel Ostby', phone: null, relationship: 'BLOCKING', muteUntil: null },
      { name: 'Mirel Ostby', phone: null, relationship: 'STRANGER', muteUntil: null },
    ])
  })

  it('are null where the gateway does not know a value, or Mixin leaves it blank', async () => {
    const { data, errors } = await ask(
      'bot',
      `{ unknown: user(by: { mixinUserId: "${x.unknownRelationshipUserId}" }) { name relationship }
         blank: user(by: { mixinUserId: "${x.withoutMessengerUserId}" }) {
           name biography avatarUrl phone identityNumber
         } }`,
    )

    expect(errors).toEqual([])
    expect(data).toEqual({
      unknown: { name: 'Novi Straum', relationship: null },
      blank: { name: null, biography: null, avatarUrl: null, phone: null, identityNumber: '0' },
    })
  })
})

describe('apps', () => {
  it('are mapped field by field', async () => {
    for (const id of [x.botId, x.cnbBotId, x.tipBotId, x.unknownCategoryBotId, x.misspeltCapabilitiesBotId]) {
      const { app } = (await harness.look(`/users/${id}`)) as { app: Wire }
      const { data } = await ask('bot', `{ app(id: "mixin:app:${id}") { ${APP_FIELDS} } }`)
      expect(data).toEqual({ app: appInWords(app) })
    }
  })

  it('keep unknown categories and capabilities, and those under the misspelt name', async () => {
    const { data } = await ask(
      'bot',
      `{ novelty: app(id: "mixin:app:${x.unknownCategoryBotId}") { category capabilities }
         vintage: app(id: "mixin:app:${x.misspeltCapabilitiesBotId}") { capabilities } }`,
    )

    expect(data).toEqual({
      novelty: { category: 'SPACECRAFT', capabilities: ['CONTACT', 'HOLOGRAM'] },
      vintage: { capabilities: ['CONTACT', 'GROUP'] },
    })
  })
})

describe('conversations', () => {
  const conversations = [
    x.groupId,
    x.contactConversationId,
    x.group50Id,
    x.group250Id,
    x.fullGroupId,
    x.unknownConversationId,
  ]

  it.each(VIEWERS.slice(0, 2))('are mapped field by field, as %s sees them', async (who, viewerId) => {
    const circles = (await harness.look('/circles', who)) as readonly Wire[]
    for (const id of conversations) {
      const held = (await harness.look(`/conversations/${id}`, who)) as Wire | undefined
      const { data } = await ask(
        who,
        `{ conversation(id: "mixin:conversation:${id}") { ${CONVERSATION_FIELDS} } }`,
      )
      expect(data).toEqual({
        conversation: held ? conversationInWords(held, viewerId, circles) : null,
      })
    }
  })

  it('are null for an unknown category or role', async () => {
    const { data, errors } = await ask(
      'bot',
      `{ conversation(id: "mixin:conversation:${x.unknownConversationId}") {
           category name participants { nodes { user { upstreamId } role } }
      } }`,
    )

    expect(errors).toEqual([])
    expect(data).toMatchObject({ conversation: { category: null, name: 'Things to come' } })
    expect(data).toMatchObject({
      conversation: {
        participants: {
          nodes: expect.arrayContaining([
            { user: { upstreamId: x.unknownRelationshipUserId }, role: null },
            { user: { upstreamId: x.aliaUserId }, role: 'MEMBER' },
            { user: { upstreamId: x.botId }, role: 'OWNER' },
          ]),
        },
      },
    })
  })
})

describe('the viewer', () => {
  const FIELDS = `sessionId pinToken pinTokenBase64 codeId codeUrl deviceStatus hasPin hasEmergencyContact
    receiveMessageSource acceptConversationSource acceptSearchSource fiatCurrency
    transferNotificationThreshold transferConfirmationThreshold user { ${USER_FIELDS} app { ${APP_FIELDS} } }`
  const SOURCES = ['EVERYBODY', 'CONTACTS', 'NOBODY']
  const source = (value: unknown) => (SOURCES.includes(String(value)) ? value : null)

  const accountInWords = (me: Wire) => ({
    sessionId: me['session_id'],
    pinToken: me['pin_token'] || null,
    pinTokenBase64: me['pin_token_base64'] || null,
    codeId: me['code_id'],
    codeUrl: me['code_url'],
    deviceStatus: me['device_status'] || null,
    hasPin: me['has_pin'],
    hasEmergencyContact: me['has_emergency_contact'],
    receiveMessageSource: source(me['receive_message_source']),
    acceptConversationSource: source(me['accept_conversation_source']),
    acceptSearchSource: source(me['accept_search_source']),
    fiatCurrency: me['fiat_currency'],
    transferNotificationThreshold: me['transfer_notification_threshold'],
    transferConfirmationThreshold: me['transfer_confirmation_threshold'],
    user: userInWords(me),
  })

  it.each(['bot', 'Alia', 'Bo', 'Cleo'] as const)('is %s, field by field', async (who) => {
    const me = (await harness.look('/me', who)) as Wire

    const answer = await ask(who, `{ viewer { mixin { ${FIELDS} } } }`)

    expect(answer.errors).toEqual([])
    expect(answer.data).toEqual({ viewer: { mixin: accountInWords(me) } })
  })

  it('is null for an unknown setting', async () => {
    const { data } = await ask('Cleo', '{ viewer { mixin { acceptSearchSource hasPin user { phone } } } }')

    // Without PHONE:READ not even the own phone is shown.
    expect(data).toEqual({
      viewer: { mixin: { acceptSearchSource: null, hasPin: false, user: { phone: null } } },
    })
  })
})
