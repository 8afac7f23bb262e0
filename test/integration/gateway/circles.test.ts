import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { textAt, valueAt } from '../../support/value-at.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const LIST = 'GET /circles'
const CONTENTS = 'GET /circles/:id/conversations'
const READ = 'GET /conversations/:id'
const CHANGE = 'POST /circles/:id/conversations'

const conversation = (id: string): string => `mixin:conversation:${id}`
const GROUP = conversation(x.groupId)
const FOREIGN = conversation(x.foreignGroupId)

const ask = async (document: string, variables = {}, headers = harness.as('Alia')) => {
  const before = harness.calls().length
  const answer = await harness.gateway.query(document, { variables, headers })
  const codes = answer.errors.map(({ extensions }) => extensions?.['code'])
  return { ...answer, codes, calls: harness.calls().slice(before) }
}

const CIRCLES = '{ viewer { mixin { circles { id circleId name createdAt } } } }'

interface ShownCircle {
  readonly id: string
  readonly circleId: string
  readonly name: string
}

const circlesOf = async (headers = harness.as('Alia')): Promise<ShownCircle[]> => {
  const { data } = await ask(CIRCLES, {}, headers)
  return valueAt(data, 'viewer.mixin.circles') as ShownCircle[]
}

const circleNamed = async (name: string): Promise<ShownCircle> => {
  const found = (await circlesOf()).find((circle) => circle.name === name)
  if (!found) throw new Error(`there is no circle ${name}`)
  return found
}

const CONTENTS_OF = `query ($id: ID!, $first: Int, $after: String) { node(id: $id) { ... on Circle {
  name conversations(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id }
  }
} } }`

const contentsOf = async (id: string): Promise<string[]> => {
  const { data } = await ask(CONTENTS_OF, { id })
  return (valueAt(data, 'node.conversations.nodes') as { id: string }[]).map((node) => node.id)
}

const CHANGES = {
  create:
    'mutation ($input: CreateCircleInput!) { createCircle(input: $input) { circle { id name createdAt } } }',
  rename: 'mutation ($input: RenameCircleInput!) { renameCircle(input: $input) { circle { id name } } }',
  delete: 'mutation ($input: DeleteCircleInput!) { deleteCircle(input: $input) { circleId } }',
  add: 'mutation ($input: AddToCircleInput!) { addToCircle(input: $input) { circle { id } } }',
  remove: 'mutation ($input: RemoveFromCircleInput!) { removeFromCircle(input: $input) { circle { id } } }',
}

const change = (name: keyof typeof CHANGES, input: object, headers = harness.as('Alia')) =>
  ask(CHANGES[name], { input }, headers)

describe('MixinAccount.circles', () => {
  it('are the viewer’s own, with names, for one call', async () => {
    const { data, calls, codes } = await ask(CIRCLES)

    expect([calls, codes]).toEqual([['GET /me', LIST], []])
    expect(valueAt(data, 'viewer.mixin.circles')).toEqual(
      ['Work', 'Quiet'].map((name) => ({
        id: expect.stringMatching(/^mixin:circle:[0-9a-f-]{36}$/),
        circleId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name,
        createdAt: expect.stringMatching(/Z$/),
      })),
    )
    expect((await circlesOf({})).map(({ name }) => name)).toEqual(['Testers', 'Large'])
  })

  it('is FORBIDDEN for a token without the scope, beside the account', async () => {
    const { data, codes } = await ask(
      '{ viewer { mixin { user { name } circles { id } } } }',
      {},
      harness.as('Cleo'),
    )

    expect(codes).toEqual(['FORBIDDEN'])
    expect(data).toEqual({ viewer: { mixin: { user: { name: 'Cleo Tarnhoff' }, circles: null } } })
  })
})

describe('a circle by its id', () => {
  it('is a Node, and several are found with one call', async () => {
    const all = await circlesOf()
    const other = await startSandboxGateway({ env: { MIXIN_API_URL: harness.sandbox.url } })
    try {
      const before = harness.calls().length
      const ids = [...all.map(({ id }) => id.toUpperCase().replace('MIXIN:CIRCLE', 'mixin:circle')), FOREIGN]
      const { data } = await other.gateway.query(
        'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Circle { circleId name } } }',
        { variables: { ids }, headers: harness.as('Alia') },
      )

      expect(harness.calls().slice(before).toSorted()).toEqual([LIST, READ])
      expect(valueAt(data, 'nodes')).toEqual([
        ...all.map(({ id, circleId, name }) => ({ __typename: 'Circle', id, circleId, name })),
        null,
      ])
    } finally {
      await other.close()
    }
  })

  it('is null if it does not exist or is somebody else’s', async () => {
    const [theirs] = await circlesOf({})
    for (const id of [theirs?.id, `mixin:circle:${x.groupId}`])
      expect((await ask(CONTENTS_OF, { id })).data).toEqual({ node: null })
  })

  it.each([
    ['mixin:circle:work', 'BAD_USER_INPUT'],
    ['sealtalk:circle:5Vg2Xh9f', 'UNSUPPORTED'],
    [`mixin:folder:${x.groupId}`, 'BAD_USER_INPUT'],
  ])('is %s: %s, before any call', async (id, code) => {
    const { codes, calls } = await ask(CONTENTS_OF, { id })

    expect([codes, calls]).toEqual([[code], []])
  })
})

describe('Circle.conversations', () => {
  it('takes one call for ids, however many pages', async () => {
    const { id } = await circleNamed('Work')
    const first = await ask(CONTENTS_OF, { id, first: 1 })
    const { endCursor, hasNextPage } = valueAt(first.data, 'node.conversations.pageInfo') as {
      endCursor: string
      hasNextPage: boolean
    }
    const second = await ask(CONTENTS_OF, { id, first: 1, after: endCursor })

    expect([first.calls, second.calls, hasNextPage]).toEqual([[CONTENTS], [], true])
    expect(valueAt(first.data, 'node.conversations')).toMatchObject({ totalCount: 2, nodes: [{ id: GROUP }] })
    expect(valueAt(second.data, 'node.conversations')).toMatchObject({
      pageInfo: { hasNextPage: false },
      nodes: [{ id: conversation(x.group250Id) }],
    })
  })

  it('takes one call more for each conversation of a page of which more is selected', async () => {
    const { id } = await circleNamed('Work')
    const { data, calls } = await ask(
      `query ($id: ID!) { node(id: $id) { ... on Circle {
        conversations(first: 1) { nodes { name viewerRole } edges { node { memberCount } } }
      } } }`,
      { id },
    )

    // Who the viewer is has been read with the list.
    expect(calls).toEqual([CONTENTS, READ])
    expect(valueAt(data, 'node.conversations')).toEqual({
      nodes: [{ name: 'Parley Testers', viewerRole: 'ADMIN' }],
      edges: [{ node: { memberCount: 12 } }],
    })
  })

  it('shows what cannot be seen by its ids, beside the others', async () => {
    await harness.gateway.query(
      `mutation { removeParticipants(input: { id: "${GROUP}", userIds: ["mixin:user:${x.aliaUserId}"] }) { conversation { id } } }`,
    )
    const { data, codes } = await ask(
      `query ($id: ID!) { node(id: $id) { ... on Circle {
        conversations { nodes { id name asOf participants { totalCount } } }
      } } }`,
      { id: (await circleNamed('Work')).id },
    )

    expect(codes).toEqual(['FORBIDDEN'])
    expect(valueAt(data, 'node.conversations.nodes')).toMatchObject([
      { id: GROUP, name: null, asOf: null, participants: null },
      { name: 'Two Hundred and Fifty', asOf: expect.any(String), participants: { totalCount: 250 } },
    ])
  })

  it.each([
    [{ first: 0 }, ['first']],
    [{ first: 501 }, ['first']],
    [{ after: 'x' }, ['after']],
  ])('refuses %j before any call', async (page, argument) => {
    const { id } = await circleNamed('Work')
    const { codes, errors, calls } = await ask(CONTENTS_OF, { id, ...page })

    expect([codes, calls]).toEqual([['BAD_USER_INPUT'], []])
    expect(errors[0]?.extensions).toMatchObject({ argument })
  })
})

/** Headers with a token of the gateway's own bot, which the bot itself has allowed. */
const tokenOfBot = async (): Promise<Record<string, string>> => {
  const { appId, clientSecret } = harness.sandbox.credentials.cnbApp
  const scopes = ['PROFILE:READ', 'CIRCLES:READ', 'CIRCLES:WRITE']
  const consent = await ask(
    'mutation ($input: AuthorizeAppInput!) { authorizeApp(input: $input) { authorization { authorizationCode } } }',
    { input: { clientId: appId, scopes } },
    {},
  )
  const code = textAt(consent.data, 'authorizeApp.authorization.authorizationCode')
  const traded = await ask(
    'mutation ($input: AuthorizeTokenInput!) { authorizeToken(input: $input) { accessToken } }',
    { input: { code, clientId: appId, clientSecret } },
    {},
  )
  return { authorization: `Bearer ${textAt(traded.data, 'authorizeToken.accessToken')}` }
}

describe('a change of circles', () => {
  it('creates, renames, fills, empties and deletes a circle, one call each', async () => {
    const before = (await circlesOf()).length
    const created = await change('create', { name: 'Family' })
    const id = valueAt(created.data, 'createCircle.circle.id')
    expect(created.calls).toEqual(['POST /circles'])
    expect(created.data).toEqual({
      createCircle: { circle: { id, name: 'Family', createdAt: expect.any(String) } },
    })
    expect(await circlesOf()).toHaveLength(before + 1)

    const renamed = await change('rename', { id, name: 'Relatives' })
    expect(renamed.calls).toEqual(['POST /circles/:id'])
    expect(renamed.data).toEqual({ renameCircle: { circle: { id, name: 'Relatives' } } })
    expect((await circlesOf()).at(-1)?.name).toBe('Relatives')

    expect(await contentsOf(String(id))).toEqual([])
    const added = await change('add', { id, conversationIds: [GROUP, conversation(x.group50Id)] })
    expect(added.calls).toEqual([CHANGE])
    expect(await contentsOf(String(id))).toEqual([GROUP, conversation(x.group50Id)])

    const removed = await change('remove', { id, conversationIds: [GROUP] })
    expect([removed.calls, removed.data]).toEqual([[CHANGE], { removeFromCircle: { circle: { id } } }])
    expect(await contentsOf(String(id))).toEqual([conversation(x.group50Id)])

    const gone = await change('delete', { id })
    expect([gone.calls, gone.data]).toEqual([
      ['POST /circles/:id/delete'],
      { deleteCircle: { circleId: id } },
    ])
    expect(await circlesOf()).toHaveLength(before)
    expect((await change('delete', { id })).codes).toEqual(['NOT_FOUND'])
  })

  it('loads name and time of the circle with one call more, if they are selected', async () => {
    const { id } = await circleNamed('Work')
    const { data, calls } = await ask(
      CHANGES.add.replace('circle { id }', 'circle { id name conversations { totalCount } }'),
      { input: { id, conversationIds: [conversation(x.group50Id)] } },
    )

    expect(calls).toEqual([CHANGE, CONTENTS])
    expect(data).toEqual({ addToCircle: { circle: { id, name: 'Work', conversations: { totalCount: 3 } } } })
  })

  it('shows in the conversation at once, for the viewer, and leaves what others have cached', async () => {
    const { id } = await circleNamed('Quiet')
    const where = `{ conversation(id: "${GROUP}") { circles { name } } }`
    await ask(where)
    await ask(where, {}, {})

    await change('add', { id, conversationIds: [GROUP] })
    const after = await ask(where)
    expect(after.data).toEqual({ conversation: { circles: [{ name: 'Work' }, { name: 'Quiet' }] } })
    expect(after.calls).toEqual([READ])
    expect((await ask(where, {}, {})).calls).toEqual([])

    await contentsOf(id)
    await change('delete', { id })
    expect((await ask(where)).data).toEqual({ conversation: { circles: [{ name: 'Work' }] } })
    expect((await ask(CIRCLES, {}, {})).calls).toEqual(['GET /me'])
  })

  it('takes a deleted circle out of all conversations and lists at once, whatever else was read of it', async () => {
    const { id } = await circleNamed('Work')
    const where = `{ nodes(ids: ["${GROUP}", "${conversation(x.group250Id)}", "${conversation(x.group50Id)}"]) {
      ... on Conversation { circles { id } }
    } }`
    const [quiet] = (await circlesOf()).filter(({ name }) => name === 'Quiet')
    const before = await ask(where)
    expect(before.data).toEqual({
      nodes: [{ circles: [{ id }] }, { circles: [{ id }] }, { circles: [{ id: quiet?.id }] }],
    })

    await change('delete', { id })
    const after = await ask(where)
    expect(after.data).toEqual({
      nodes: [{ circles: [] }, { circles: [] }, { circles: [{ id: quiet?.id }] }],
    })
    // The conversation that was not in it is still cached.
    expect(after.calls).toEqual([READ, READ])
  })

  it('shows for another credential of the same account at once: its name, what is in it, and that it is gone', async () => {
    const id = `mixin:circle:${x.circleId}`
    const token = await tokenOfBot()
    const read = `{
      conversation(id: "${GROUP}") { circles { name } }
      node(id: "${id}") { ... on Circle { name conversations { totalCount } } }
    }`
    const seen = async () => (await ask(read, {}, token)).data
    expect(await seen()).toEqual({
      conversation: { circles: [{ name: 'Testers' }] },
      node: { name: 'Testers', conversations: { totalCount: 3 } },
    })

    await change('rename', { id, name: 'Job' }, {})
    await change('remove', { id, conversationIds: [conversation(x.group50Id)] }, {})
    expect(await seen()).toEqual({
      conversation: { circles: [{ name: 'Job' }] },
      node: { name: 'Job', conversations: { totalCount: 2 } },
    })

    await change('delete', { id }, {})
    expect(await seen()).toEqual({ conversation: { circles: [] }, node: null })
  })

  it('is CONFLICT where a limit of Mixin is reached: 64 circles, and 5 of a conversation', async () => {
    const ids: unknown[] = []
    for (let count = (await circlesOf()).length; count < 64; count += 1)
      ids.push(valueAt((await change('create', { name: `Circle ${count}` })).data, 'createCircle.circle.id'))
    const full = await change('create', { name: 'One more' })
    expect([full.codes, full.errors[0]?.extensions?.['upstreamCode']]).toEqual([['CONFLICT'], 20133])
    expect(full.errors[0]?.message).toContain('64 circles')

    for (const id of ids.slice(0, 4)) await change('add', { id, conversationIds: [GROUP] })
    expect((await change('add', { id: ids[4], conversationIds: [GROUP] })).codes).toEqual(['CONFLICT'])
  })

  it('is FORBIDDEN for a token without the scope, and UNAUTHENTICATED where the bot may only read', async () => {
    const refused = await change('create', { name: 'Mine' }, harness.as('Cleo'))
    expect([refused.codes, refused.calls]).toEqual([['FORBIDDEN'], ['POST /circles']])

    const reading = await startSandboxGateway({ env: { MIXIN_BOT_ACCESS: 'read' } })
    try {
      const { errors } = await reading.gateway.query(CHANGES.create, {
        variables: { input: { name: 'Mine' } },
      })
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED'])
      expect(reading.calls()).toEqual([])
    } finally {
      await reading.close()
    }
  })

  it.each([
    ['create', { name: ' ' }, ['name']],
    ['create', { name: 'x'.repeat(513) }, ['name']],
    ['rename', { name: '' }, ['name']],
    ['rename', { id: GROUP, name: 'x' }, ['id']],
    ['delete', { id: 'mixin:circle:x' }, ['id']],
    ['add', { conversationIds: [] }, ['conversationIds']],
    ['add', { conversationIds: Array(1025).fill(GROUP) }, ['conversationIds']],
    [
      'add',
      { conversationIds: [GROUP, GROUP.toUpperCase().replace('MIXIN:CONVERSATION', 'mixin:conversation')] },
      ['conversationIds', 1],
    ],
    ['add', { conversationIds: [GROUP, 'sealtalk:conversation:5Vg2Xh9f'] }, ['conversationIds', 1]],
    ['remove', { conversationIds: [`mixin:user:${x.userId}`] }, ['conversationIds', 0]],
  ] as const)('%s refuses %j before any call', async (name, input, place) => {
    const id = name === 'create' ? {} : { id: 'mixin:circle:8043dba1-e742-4c54-8425-1b8e188313a8' }
    const { codes, errors, calls } = await change(name, { ...id, ...input })

    expect([codes, calls]).toEqual([['BAD_USER_INPUT'], []])
    expect(errors[0]?.extensions).toMatchObject({ argument: ['input', ...place] })
  })

  it.each(['create', 'rename', 'delete', 'add', 'remove'] as const)(
    '%s is sent once, and OUTCOME_UNKNOWN where the response is lost',
    async (name) => {
      const { id } = await circleNamed('Work')
      harness.sandbox.control.setFault({ kind: 'hang-up-after' })
      const inputs = {
        create: { name: 'x' },
        rename: { id, name: 'x' },
        delete: { id },
        add: { id, conversationIds: [GROUP] },
        remove: { id, conversationIds: [GROUP] },
      }
      const { codes, calls } = await change(name, inputs[name])

      expect([codes, calls.length]).toEqual([['OUTCOME_UNKNOWN'], 1])
    },
  )
})
