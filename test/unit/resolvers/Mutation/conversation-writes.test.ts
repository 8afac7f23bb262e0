import { describe, expect, it } from 'vitest'
import { unauthenticated } from '../../../../src/errors.ts'
import { runDocument } from '../../../../testing/run-document.ts'
import {
  type Stub,
  type StubWorld,
  stubDataSource,
  stubDataSources,
} from '../../../../testing/stub-data-source.ts'
import { stubConversation } from '../../../../testing/stub-models.ts'

const world = (more: StubWorld = {}): Stub =>
  stubDataSource({ conversations: [stubConversation('g')], isWritable: true, ...more })

const run = (stub: Stub, mutation: string, input: string) =>
  runDocument(
    stubDataSources(stub),
    `mutation { ${mutation}(input: { ${input} }) { conversation { name } } }`,
  )

const G = 'id: "mixin:conversation:G"'
const [ANN, BEN] = ['"mixin:user:Ann"', '"mixin:user:ben"']

describe('a change of a conversation', () => {
  it.each<[mutation: string, input: string, call: unknown[], actions?: string[]]>([
    ['createContactConversation', `userId: ${ANN}`, ['createContact', 'ann']],
    [
      'createGroupConversation',
      `name: " x ", participants: [{ userId: ${ANN}, role: ADMIN }, { userId: ${BEN} }]`,
      [
        'createGroup',
        {
          conversationId: null,
          name: ' x ',
          announcement: null,
          participants: [
            { userId: 'ann', role: 'ADMIN' },
            { userId: 'ben', role: null },
          ],
        },
      ],
    ],
    [
      'createGroupConversation',
      `upstreamId: "NEW", name: "x", announcement: "", participants: [{ userId: ${ANN}, role: MEMBER }]`,
      [
        'createGroup',
        {
          conversationId: 'new',
          name: 'x',
          announcement: '',
          participants: [{ userId: 'ann', role: 'MEMBER' }],
        },
      ],
    ],
    ['updateConversation', `${G}, name: "x"`, ['update', 'g', { name: 'x', announcement: null }], ['rename']],
    [
      'updateConversation',
      `${G}, announcement: ""`,
      ['update', 'g', { name: null, announcement: '' }],
      ['setAnnouncement'],
    ],
    [
      'updateConversation',
      `${G}, name: "${'🔨'.repeat(512)}", announcement: "${'é'.repeat(1024)}"`,
      ['update', 'g', { name: '🔨'.repeat(512), announcement: 'é'.repeat(1024) }],
      ['rename', 'setAnnouncement'],
    ],
    [
      'addParticipants',
      `${G}, userIds: [${ANN}, ${BEN}]`,
      [
        'manage',
        'g',
        'ADD',
        [
          { userId: 'ann', role: null },
          { userId: 'ben', role: null },
        ],
      ],
      ['addParticipants'],
    ],
    [
      'removeParticipants',
      `${G}, userIds: [${ANN}]`,
      ['manage', 'g', 'REMOVE', [{ userId: 'ann', role: null }]],
      ['removeParticipants'],
    ],
    [
      'setParticipantRoles',
      `${G}, userIds: [${ANN}], role: MEMBER`,
      ['manage', 'g', 'ROLE', [{ userId: 'ann', role: 'MEMBER' }]],
      ['setRoles'],
    ],
    [
      'manageParticipants',
      `${G}, action: ADD, participants: [{ userId: ${ANN}, role: ADMIN }, { userId: ${BEN} }]`,
      [
        'manage',
        'g',
        'ADD',
        [
          { userId: 'ann', role: 'ADMIN' },
          { userId: 'ben', role: null },
        ],
      ],
      ['addParticipants'],
    ],
    [
      'manageParticipants',
      `${G}, action: REMOVE, participants: [{ userId: ${ANN}, role: ADMIN }]`,
      ['manage', 'g', 'REMOVE', [{ userId: 'ann', role: null }]],
      ['removeParticipants'],
    ],
    [
      'manageParticipants',
      `${G}, action: ROLE, participants: [{ userId: ${ANN}, role: ADMIN }]`,
      ['manage', 'g', 'ROLE', [{ userId: 'ann', role: 'ADMIN' }]],
      ['setRoles'],
    ],
    ['rotateConversationCode', G, ['rotateCode', 'g'], ['rotateCode']],
  ])('%s(%s) is checked, made once, and answers the conversation', async (mutation, input, call, actions) => {
    const stub = world()

    const { data, codes } = await run(stub, mutation, input)

    expect(codes).toEqual([])
    expect(data).toEqual({ [mutation]: { conversation: { name: 'conversation g' } } })
    const asked = actions ? [['conversations.mayDoNow', actions, 'g']] : []
    expect(stub.calls).toEqual([['authorize', 'write'], ...asked, call])
  })

  it.each([
    ['createContactConversation', `userId: ${ANN}`],
    ['createGroupConversation', `name: "", participants: [{ userId: ${ANN} }]`],
    ['updateConversation', G],
    ['addParticipants', `${G}, userIds: []`],
    ['removeParticipants', `${G}, userIds: []`],
    ['setParticipantRoles', `${G}, userIds: [], role: OWNER`],
    ['manageParticipants', `${G}, action: ADD, participants: []`],
    ['rotateConversationCode', 'id: "mixin:user:!"'],
  ])('%s asks for the credential before it looks at its arguments', async (mutation, input) => {
    const stub = world({
      authorize: () => {
        throw unauthenticated('mixin', 'Who are you?')
      },
    })

    expect((await run(stub, mutation, input)).codes).toEqual([`${mutation}: UNAUTHENTICATED`])
    expect(stub.calls).toEqual([['authorize', 'write']])
  })

  it.each([
    ['createContactConversation', 'userId: "sealtalk:user:x"'],
    ['createGroupConversation', 'name: "x", participants: [{ userId: "sealtalk:user:x" }]'],
    ['updateConversation', 'id: "sealtalk:conversation:x", name: "x"'],
    ['rotateConversationCode', 'id: "sealtalk:conversation:x"'],
  ])('%s is UNSUPPORTED on a network whose conversations cannot be changed', async (mutation, input) => {
    const stub = stubDataSource({ network: 'sealtalk' })

    expect((await run(stub, mutation, input)).codes).toEqual([`${mutation}: UNSUPPORTED`])
  })

  it.each([
    ['a person of another network', 'addParticipants', `${G}, userIds: ["sealtalk:user:x"]`],
    [
      'people of two networks',
      'createGroupConversation',
      `name: "x", participants: [{ userId: ${ANN} }, { userId: "sealtalk:user:x" }]`,
    ],
    ['somebody twice', 'removeParticipants', `${G}, userIds: [${ANN}, "mixin:user:ANN"]`],
    ['an app', 'createContactConversation', 'userId: "mixin:app:x"'],
    ['no global id', 'createGroupConversation', 'name: "x", participants: [{ userId: "x" }]'],
    ['an owner', 'manageParticipants', `${G}, action: ADD, participants: [{ userId: ${ANN}, role: OWNER }]`],
    [
      'a role for nobody in particular',
      'manageParticipants',
      `${G}, action: ROLE, participants: [{ userId: ${ANN} }]`,
    ],
    ['a name of 513 characters', 'updateConversation', `${G}, name: "${'🔨'.repeat(513)}"`],
    ['an announcement of 1025', 'updateConversation', `${G}, announcement: "${'n'.repeat(1025)}"`],
    [
      'an announcement of 1025 for a new group',
      'createGroupConversation',
      `name: "x", announcement: "${'n'.repeat(1025)}", participants: [{ userId: ${ANN} }]`,
    ],
    [
      'an id that is none',
      'createGroupConversation',
      `upstreamId: "!", name: "x", participants: [{ userId: ${ANN} }]`,
    ],
  ])('with %s is BAD_USER_INPUT, and the network is not asked', async (_, mutation, input) => {
    const stub = world()

    const { codes, messages } = await run(stub, mutation, input)

    expect(codes).toEqual([`${mutation}: BAD_USER_INPUT`])
    expect(messages[0]).toMatch(/^[a-zA-Z]+: /)
    expect(stub.calls.filter(([method]) => method !== 'authorize')).toEqual([])
  })

  it('names at most 1,024 people', async () => {
    const people = (count: number) =>
      `${G}, userIds: [${Array.from({ length: count }, (_, index) => `"mixin:user:u${index}"`).join(' ')}]`

    expect((await run(world(), 'addParticipants', people(1024))).codes).toEqual([])
    expect((await run(world(), 'addParticipants', people(1025))).codes).toEqual([
      'addParticipants: BAD_USER_INPUT',
    ])
  })
})
