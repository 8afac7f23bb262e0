import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway } from '../../support/gateway.ts'
import { botSettings, mockMixin } from '../../support/mixin-upstream.ts'

const { dispatcher, sent } = mockMixin(({ path }) =>
  path.startsWith('/conversations/')
    ? { body: { data: { conversation_id: '8043dba1-e742-4c54-8425-1b8e188313a8' } } }
    : { body: { data: [] } },
)
const gateway = await startGateway({ env: botSettings(), dispatcher })
afterAll(() => gateway.close())
beforeEach(() => void (sent.length = 0))

const HOSTILE = [
  'mixin:user:../me',
  'mixin:user:..',
  'mixin:user:%2e%2e%2fme',
  'mixin:user:',
  'mixin:user',
  'mixin::e8e8cd79-cd40-4796-8c54-3a13cfe50115',
  ':user:e8e8cd79-cd40-4796-8c54-3a13cfe50115',
  'MIXIN:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115',
  'mixin:app:e8e8cd79-cd40-4796-8c54-3a13cfe50115',
  'mixin:conversation:e8e8cd79-cd40-4796-8c54-3a13cfe50115',
  'mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115/../../me',
  'mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115\r\nX-Evil: 1',
  'mixin:user:\ud800',
  '__proto__:user:x',
  'constructor:user:x',
  'telegram:user:1',
  '',
  'x'.repeat(100_000),
]

describe('an invalid id', () => {
  it.each(HOSTILE.map((id) => [id.slice(0, 60), id]))(
    '%j is BAD_USER_INPUT and reaches no upstream',
    async (_, id) => {
      const answer = await gateway.query('query ($id: ID!) { user(by: { id: $id }) { name } }', {
        variables: { id },
      })

      expect(answer.status).toBe(200)
      expect(codesOf(answer)).toEqual(['user: BAD_USER_INPUT'])
      expect(answer.errors[0]?.message.length).toBeLessThanOrEqual(300)
      expect(sent).toEqual([])
    },
  )

  it('fails at its own place in a list', async () => {
    const answer = await gateway.query(
      '{ nodes(ids: ["mixin:user:nobody", "mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115"]) { id } }',
    )

    expect(answer.data).toEqual({ nodes: [null, null] })
    expect(codesOf(answer)).toEqual(['nodes.0: BAD_USER_INPUT'])
  })
})

const GROUP = 'mixin:conversation:8043dba1-e742-4c54-8425-1b8e188313a8'
const USER = 'mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const many = (count: number): string =>
  JSON.stringify(
    Array.from(
      { length: count },
      (_, index) => `mixin:user:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    ),
  )

const BAD = [
  ['an identity number with letters', '{ user(by: { mixinIdentityNumber: "30a65" }) { id } }'],
  ['the identity number 0, which is nobody’s', '{ user(by: { mixinIdentityNumber: "0" }) { id } }'],
  [
    'a phone with a plus in its region',
    '{ user(by: { mixinPhone: { region: "+86", number: "13800000000" } }) { id } }',
  ],
  ['a phone with letters', '{ user(by: { mixinPhone: { region: "86", number: "1380000000x" } }) { id } }'],
  ['a page of none', `{ conversation(id: "${GROUP}") { participants(first: 0) { totalCount } } }`],
  ['501 lookups', `{ nodes(ids: ${many(501)}) { id } }`],
  [
    'a group without members',
    'mutation { createGroupConversation(input: { name: "x", participants: [] }) { conversation { id } } }',
  ],
  [
    'a group without a name',
    `mutation { createGroupConversation(input: { name: " ", participants: [{ userId: "${USER}" }] }) { conversation { id } } }`,
  ],
  [
    'a group with a made-up id',
    `mutation { createGroupConversation(input: { upstreamId: "x", name: "x", participants: [{ userId: "${USER}" }] }) { conversation { id } } }`,
  ],
  [
    'a group with an owner',
    `mutation { createGroupConversation(input: { name: "x", participants: [{ userId: "${USER}", role: OWNER }] }) { conversation { id } } }`,
  ],
  [
    'somebody twice',
    `mutation { addParticipants(input: { id: "${GROUP}", userIds: ["${USER}", "${USER.toUpperCase().replace('MIXIN:USER', 'mixin:user')}"] }) { conversation { id } } }`,
  ],
  [
    'nobody',
    `mutation { removeParticipants(input: { id: "${GROUP}", userIds: [] }) { conversation { id } } }`,
  ],
  [
    'a conversation for a user',
    `mutation { addParticipants(input: { id: "${GROUP}", userIds: ["${GROUP}"] }) { conversation { id } } }`,
  ],
  [
    'a new owner',
    `mutation { setParticipantRoles(input: { id: "${GROUP}", userIds: ["${USER}"], role: OWNER }) { conversation { id } } }`,
  ],
  [
    'a role change without a role',
    `mutation { manageParticipants(input: { id: "${GROUP}", action: ROLE, participants: [{ userId: "${USER}" }] }) { conversation { id } } }`,
  ],
  [
    'a change of nothing',
    `mutation { updateConversation(input: { id: "${GROUP}" }) { conversation { id } } }`,
  ],
  [
    'a name of 513',
    `mutation { updateConversation(input: { id: "${GROUP}", name: "${'n'.repeat(513)}" }) { conversation { id } } }`,
  ],
  [
    'an announcement of 1025',
    `mutation { updateConversation(input: { id: "${GROUP}", announcement: "${'n'.repeat(1025)}" }) { conversation { id } } }`,
  ],
  [
    'a conversation with oneself',
    'mutation { createContactConversation(input: { userId: "mixin:user:11efbb75-e7fe-44d7-a14f-698535289310" }) { conversation { id } } }',
  ],
  [
    'scopes without PROFILE:READ',
    'mutation { authorizeApp(input: { clientId: "f6deb534-13bd-45f0-9b34-0d618827f500", scopes: ["PHONE:READ"], pin: "123456" }) { authorization { codeId } } }',
  ],
  [
    'a PIN of five digits',
    'mutation { authorizeApp(input: { clientId: "f6deb534-13bd-45f0-9b34-0d618827f500", scopes: ["PROFILE:READ"], pin: "12345" }) { authorization { codeId } } }',
  ],
  ['a code without a secret', 'mutation { authorizeToken(input: { code: "x" }) { scope } }'],
] as const

describe('invalid arguments', () => {
  it.each(BAD)('%s: BAD_USER_INPUT without a further upstream call', async (what, document) => {
    const { errors } = await gateway.query(document)

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT'])
    expect(errors[0]?.message).toMatch(/^[a-zA-Z.]+: /)
    expect(sent.map(({ path }) => path)).toEqual(
      what === 'a page of none' ? [`/conversations/${GROUP.slice(19)}`] : [],
    )
  })
})
