import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { explain } from '../../../src/limits/cost/explain.ts'
import { createSchema } from '../../../src/schema.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

const MIXIN_GROUP = `id: "mixin:conversation:${x.groupId}"`
const MIXIN_USER = `userId: "mixin:user:${x.userId}"`
const SEALTALK_GROUP = 'id: "sealtalk:conversation:K3VffqkrS"'

/** What each network lacks: a mutation of it, and what the error says is missing. */
const MIXIN_LACKS = [
  [`acceptContactRequest(input: { ${MIXIN_USER} })`, 'CONTACT_REQUESTS'],
  [`ignoreContactRequest(input: { ${MIXIN_USER} })`, 'CONTACT_REQUESTS'],
  [`joinConversation(input: { ${MIXIN_GROUP} })`, 'JOIN_BY_ID'],
  [`transferConversation(input: { ${MIXIN_GROUP}, ${MIXIN_USER} })`, 'transfer'],
  [`dismissConversation(input: { ${MIXIN_GROUP} })`, 'dismiss'],
  [`setConversationFavorite(input: { ${MIXIN_GROUP}, favorite: true })`, 'favorite'],
  [`setJoinApproval(input: { ${MIXIN_GROUP}, required: true })`, 'setJoinApproval'],
  [`setMemberProtection(input: { ${MIXIN_GROUP}, protected: true })`, 'setMemberProtection'],
  [`muteEveryone(input: { ${MIXIN_GROUP}, muted: true })`, 'muteEveryone'],
  [`setDisplayName(input: { ${MIXIN_GROUP}, name: "Me" })`, 'setDisplayName'],
  [
    `answerGroupNotice(input: { conversationId: "mixin:conversation:${x.groupId}", receiverId: "mixin:user:${x.userId}", agree: true })`,
    'GROUP_NOTICES',
  ],
] as const

const SEALTALK_LACKS = [
  ['createContactConversation(input: { userId: "sealtalk:user:IAAtWNtyu" })', 'one-to-one conversations'],
  [`rotateConversationCode(input: { ${SEALTALK_GROUP} })`, 'rotateCode'],
  [`muteConversation(input: { ${SEALTALK_GROUP}, seconds: 60 })`, 'mute'],
  [`setDisappearingMessages(input: { ${SEALTALK_GROUP}, seconds: 60 })`, 'setDisappearingMessages'],
  ['renameCircle(input: { id: "sealtalk:circle:IAAtWNtyu", name: "Mine" })', 'CIRCLES'],
  ['deleteCircle(input: { id: "sealtalk:circle:IAAtWNtyu" })', 'CIRCLES'],
  [
    'addToCircle(input: { id: "sealtalk:circle:IAAtWNtyu", conversationIds: ["sealtalk:conversation:K3VffqkrS"] })',
    'CIRCLES',
  ],
] as const

const EVERYTHING = [
  ...MIXIN_LACKS.map(([call, what]) => ['mixin', call, what] as const),
  ...SEALTALK_LACKS.map(([call, what]) => ['sealtalk', call, what] as const),
]

describe('what a network does not have at all', () => {
  let mixin: SandboxGateway
  let sealtalk: SealTalkGateway
  let headers: Record<string, string>
  beforeAll(async () => {
    mixin = await startSandboxGateway()
    sealtalk = await startSealTalkGateway()
    headers = await sealtalk.signIn()
  })
  afterAll(() => Promise.all([mixin.close(), sealtalk.close()]))

  it.each(EVERYTHING)(
    'is UNSUPPORTED in the same words, with nothing sent: %s %s',
    async (network, call, what) => {
      const document = `mutation { ${call} { __typename } }`
      const isMixin = network === 'mixin'
      const answer = isMixin ? await mixin.gateway.query(document) : await sealtalk.ask(document, headers)

      expect(answer.errors.map(({ message, extensions }) => [message, extensions?.['code']])).toEqual([
        [`${network} does not have ${what}. Query.networks lists what each network has.`, 'UNSUPPORTED'],
      ])
      expect((isMixin ? mixin : sealtalk).calls()).toEqual([])
    },
  )

  it.each(EVERYTHING)('costs nothing: %s %s', (_, call) => {
    const { lines } = explain(createSchema(), `mutation M { ${call} { __typename } }`, {
      variables: {},
      limit: 500,
    })

    expect(lines).toEqual(['mutation M: 0 calls at worst'])
  })
})
