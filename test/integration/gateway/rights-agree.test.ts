import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { ConversationAction } from '../../../src/datasources/rights.ts'
import { codesOf } from '../../support/gateway.ts'
import {
  EVERY_RIGHT,
  MIXIN_GROUP,
  only,
  rightsOf,
  SEALTALK_GROUP,
  type Situation,
} from '../../support/rights.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

/** The users that changes name, as global ids. */
interface Named {
  readonly newcomer: string
  readonly member: string
}

/** What does each thing: the mutation and its input. */
const MUTATIONS: Readonly<Record<ConversationAction, (id: string, named: Named) => string>> = {
  rename: (id) => `updateConversation(input: { id: "${id}", name: "Renamed" })`,
  setAnnouncement: (id) => `updateConversation(input: { id: "${id}", announcement: "News" })`,
  addParticipants: (id, { newcomer }) => `addParticipants(input: { id: "${id}", userIds: ["${newcomer}"] })`,
  removeParticipants: (id, { member }) =>
    `removeParticipants(input: { id: "${id}", userIds: ["${member}"] })`,
  setRoles: (id, { member }) =>
    `setParticipantRoles(input: { id: "${id}", userIds: ["${member}"], role: ADMIN })`,
  rotateCode: (id) => `rotateConversationCode(input: { id: "${id}" })`,
  transfer: (id, { member }) => `transferConversation(input: { id: "${id}", userId: "${member}" })`,
  dismiss: (id) => `dismissConversation(input: { id: "${id}" })`,
  leave: (id) => `leaveConversation(input: { id: "${id}" })`,
  mute: (id) => `muteConversation(input: { id: "${id}", seconds: 60 })`,
  muteEveryone: (id) => `muteEveryone(input: { id: "${id}", muted: true })`,
  setJoinApproval: (id) => `setJoinApproval(input: { id: "${id}", required: true })`,
  setMemberProtection: (id) => `setMemberProtection(input: { id: "${id}", protected: true })`,
  setDisappearingMessages: (id) => `setDisappearingMessages(input: { id: "${id}", seconds: 60 })`,
  setDisplayName: (id) => `setDisplayName(input: { id: "${id}", name: "Me" })`,
  favorite: (id) => `setConversationFavorite(input: { id: "${id}", favorite: false })`,
  message: (id) => `sendMessage(input: { conversationId: "${id}", text: "Hello" })`,
}
const ACTIONS = Object.keys(MUTATIONS) as ConversationAction[]

const documentOf = (action: ConversationAction, id: string, named: Named): string =>
  `mutation { ${MUTATIONS[action](id, named)} { __typename } }`

const isWrite = (endpoint: string): boolean => !endpoint.startsWith('GET ')

/** Every action in every situation. */
const every = <Where>(situations: Readonly<Record<string, Where>>) =>
  Object.entries(situations).flatMap(([situation, where]) =>
    ACTIONS.map((action) => [situation as Situation | 'one of two', action, where] as const),
  )

describe('what a viewer may do with a conversation of Mixin, Mixin lets it do', () => {
  const SITUATIONS = {
    owner: x.groupId,
    admin: x.group50Id,
    member: x.group250Id,
    stranger: x.foreignGroupId,
    'one of two': x.contactConversationId,
  }
  const NAMED = { newcomer: `mixin:user:${x.cleoUserId}`, member: `mixin:user:${x.boUserId}` }
  const rightsIn = (situation: Situation | 'one of two') =>
    situation === 'one of two'
      ? only('mute', 'setDisappearingMessages', 'message')
      : rightsOf(MIXIN_GROUP, situation)
  const isLacking = (action: ConversationAction): boolean => MIXIN_GROUP[action].length === 0

  describe('without a cache, so that Mixin decides', () => {
    let harness: SandboxGateway
    beforeAll(async () => {
      harness = await startSandboxGateway({ env: { CACHE_MAX_BYTES: '0' } })
    })
    beforeEach(() => harness.reset())
    afterAll(() => harness.close())

    // Whether two may leave is no documented question, so Mixin is not asked.
    const asked = every(SITUATIONS).filter(
      ([situation, action]) => !isLacking(action) && !(situation === 'one of two' && action === 'leave'),
    )

    it.each(asked)('%s: %s', async (situation, action, id) => {
      const isPermitted = rightsIn(situation)[action] === true

      const answer = await harness.gateway.query(documentOf(action, `mixin:conversation:${id}`, NAMED))

      expect(codesOf(answer).map((code) => code.split(': ')[1])).toEqual(isPermitted ? [] : ['FORBIDDEN'])
      expect(harness.calls().filter(isWrite)).toHaveLength(1)
    })
  })

  describe('with a fresh cache, so that the gateway decides', () => {
    let harness: SandboxGateway
    beforeAll(async () => {
      harness = await startSandboxGateway({ clock: { now: () => 0, date: () => Date.now() } })
    })
    afterAll(() => harness.close())

    const refused = every(SITUATIONS).filter(
      ([situation, action]) => situation !== 'stranger' && !rightsIn(situation)[action],
    )

    it.each(refused)('%s: not %s, and nothing is sent', async (situation, action, id) => {
      const shown = await harness.gateway.query(
        `{ conversation(id: "mixin:conversation:${id}") { ${EVERY_RIGHT} } }`,
      )
      harness.sandbox.control.resetCalls()

      const answer = await harness.gateway.query(documentOf(action, `mixin:conversation:${id}`, NAMED))

      expect(valueAt(shown.data, 'conversation.viewerCan')).toEqual(rightsIn(situation))
      const code = isLacking(action) ? 'UNSUPPORTED' : 'FORBIDDEN'
      expect(codesOf(answer).map((one) => one.split(': ')[1])).toEqual([code])
      expect(harness.calls()).toEqual([])
    })
  })

  it.each(ACTIONS)('is nothing with the token of a user: not %s, and nothing is sent', async (action) => {
    const harness = await startSandboxGateway()
    const document = documentOf(action, `mixin:conversation:${x.group50Id}`, NAMED)

    const answer = await harness.gateway.query(document, { headers: harness.as('Alia') })
    const calls = harness.calls()
    await harness.close()

    const code = isLacking(action) ? 'UNSUPPORTED' : 'FORBIDDEN'
    expect(codesOf(answer).map((one) => one.split(': ')[1])).toEqual([code])
    expect(calls).toEqual([])
  })
})

/** The group of each situation and the account that is in it. */
type SealTalkGroup = 'group60Id' | 'protectedGroupId' | 'mutedGroupId' | 'foreignGroupId'
const SEALTALK_SITUATIONS: Readonly<Record<string, readonly [SealTalkGroup, 0 | 1]>> = {
  owner: ['group60Id', 0],
  admin: ['group60Id', 1],
  member: ['protectedGroupId', 0],
  stranger: ['foreignGroupId', 0],
  'muted member': ['mutedGroupId', 0],
}

const sealTalkRights = (situation: string): Record<string, boolean> =>
  situation === 'muted member'
    ? { ...rightsOf(SEALTALK_GROUP, 'member'), message: false }
    : rightsOf(SEALTALK_GROUP, situation as Situation)

/** The call of the server that does each thing. What the network lacks is absent. */
const SEALTALK_CALLS: Readonly<
  Partial<Record<ConversationAction, (users: { newcomer: string; member: string }) => [string, object]>>
> = {
  rename: () => ['/group/rename', { name: 'Renamed' }],
  setAnnouncement: () => ['/group/set_bulletin', { content: 'News' }],
  addParticipants: ({ newcomer }) => ['/group/add', { memberIds: [newcomer] }],
  removeParticipants: ({ member }) => ['/group/kick', { memberIds: [member] }],
  setRoles: ({ member }) => ['/group/set_manager', { memberIds: [member] }],
  transfer: ({ member }) => ['/group/transfer', { userId: member }],
  dismiss: () => ['/group/dismiss', {}],
  leave: () => ['/group/quit', {}],
  muteEveryone: () => ['/group/mute_all', { muteStatus: 1 }],
  setJoinApproval: () => ['/group/set_certification', { certiStatus: 0 }],
  setMemberProtection: () => ['/group/set_member_protection', { memberProtection: 1 }],
  setDisplayName: () => ['/group/set_display_name', { displayName: 'Me' }],
  favorite: () => ['/group/fav', {}],
  message: () => [
    '/misc/send_message',
    { conversationType: 'GROUP', objectName: 'RC:TxtMsg', content: '{"content":"Hello"}', pushContent: '' },
  ],
}

const EVERY_SITUATION = Object.entries(SEALTALK_SITUATIONS).flatMap(([situation, where]) =>
  ACTIONS.map((action) => [situation, action, where] as const),
)

describe('what a viewer may do with a group of SealTalk', () => {
  let harness: SealTalkGateway
  const browsers: Record<string, string>[] = []
  beforeAll(async () => {
    harness = await startSealTalkGateway({ env: { CACHE_MAX_BYTES: '0' } })
    browsers.push(await harness.signIn(0), await harness.signIn(1))
  })
  beforeEach(() => harness.sandbox.control.reset())
  afterAll(() => harness.close())

  it.each(EVERY_SITUATION)('%s: %s is done or refused as it was told', async (situation, action, where) => {
    const [group, account] = where
    const { sandbox } = harness
    const id = `sealtalk:conversation:${sandbox.examples[group]}`
    const headers = browsers[account] ?? {}
    const user = (number: number): string => `sealtalk:user:${sandbox.encodeId(number)}`
    const named = { newcomer: user(100), member: user(10) }
    const shown = await harness.ask(`{ conversation(id: "${id}") { ${EVERY_RIGHT} } }`, headers)

    const answer = await harness.ask(documentOf(action, id, named), headers)

    const rights = valueAt(shown.data, 'conversation.viewerCan')
    expect(rights).toEqual(sealTalkRights(situation))
    const isPermitted = sealTalkRights(situation)[action] === true
    const refusal = SEALTALK_CALLS[action] ? 'FORBIDDEN' : 'UNSUPPORTED'
    expect(codesOf(answer).map((one) => one.split(': ')[1])).toEqual(isPermitted ? [] : [refusal])
    expect(harness.calls().filter(isWrite)).toHaveLength(isPermitted ? 1 : 0)
  })
})

/** Whether the server itself does something for an account. */
const accepts = async (
  { sandbox }: SealTalkGateway,
  action: ConversationAction,
  [group, account]: readonly [SealTalkGroup, 0 | 1],
): Promise<boolean> => {
  const [path, body] = SEALTALK_CALLS[action]?.({
    newcomer: sandbox.encodeId(100),
    member: sandbox.encodeId(10),
  }) ?? ['', {}]
  const id = sandbox.examples[group]
  const response = await fetch(`${sandbox.url}${path}`, {
    method: action === 'favorite' ? 'DELETE' : 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'a test',
      cookie: sandbox.signIn(sandbox.credentials.accounts[account].userId),
    },
    body: JSON.stringify({ ...body, ...(action === 'message' ? { targetId: id } : { groupId: id }) }),
  })
  const text = await response.text()
  return response.status === 200 && /"code":200\b/.test(text)
}

describe('what a server of SealTalk lets an account do, beside what the gateway does', () => {
  /** Who may do by the server what the gateway refuses, and the other way round. */
  const differences = async (holes: 'open' | 'closed') => {
    const harness = await startSealTalkGateway({ sandbox: { holes } })
    const found = { holes: [] as string[], refusedByServer: [] as string[] }
    for (const [situation, action, where] of EVERY_SITUATION) {
      if (!SEALTALK_CALLS[action]) continue
      harness.sandbox.control.reset()
      const isPermitted = sealTalkRights(situation)[action] === true
      const isDone = await accepts(harness, action, where)
      if (isDone && !isPermitted) found.holes.push(`${situation}: ${action}`)
      if (isPermitted && !isDone) found.refusedByServer.push(`${situation}: ${action}`)
    }
    await harness.close()
    return found
  }

  it('differs in the holes of older servers only', async () => {
    expect(await differences('open')).toEqual({
      holes: [
        'member: setAnnouncement',
        'member: muteEveryone',
        'member: setMemberProtection',
        'stranger: setAnnouncement',
        'stranger: addParticipants',
        'stranger: muteEveryone',
        'stranger: setMemberProtection',
        'stranger: favorite',
        'muted member: setAnnouncement',
        'muted member: muteEveryone',
        'muted member: setMemberProtection',
        'muted member: message',
      ],
      refusedByServer: [],
    })
  })

  it('differs in what harms nobody, and in messages while everyone is muted, once the holes are closed', async () => {
    expect(await differences('closed')).toEqual({
      holes: ['stranger: favorite', 'muted member: message'],
      refusedByServer: [],
    })
  })
})
