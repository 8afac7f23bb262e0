import { describe, expect, it } from 'vitest'
import { runDocument } from '../../../testing/run-document.ts'
import { stubDataSource, stubDataSources } from '../../../testing/stub-data-source.ts'
import { stubApp, stubConversation, stubParticipant, stubUser } from '../../../testing/stub-models.ts'

const world = () =>
  stubDataSource({
    users: [stubUser('creator'), stubUser('ann', { app: stubApp('ann') }), stubUser('ben')],
    apps: [stubApp('ann')],
    conversations: [
      stubConversation('group', {
        participants: [stubParticipant('ann', 'OWNER'), stubParticipant('ben')],
      }),
      stubConversation('orphan', { creator: null }),
      stubConversation('lost', { creator: stubUser('nobody') }),
    ],
  })

const GROUP = 'conversation(id: "mixin:conversation:group")'

describe('a user that another thing refers to', () => {
  it.each([
    ['a creator', `${GROUP} { creator { id upstreamId network __typename } }`],
    ['participants', `${GROUP} { participants { nodes { userId user { id } } } }`],
    ['the creator of an app', 'app(id: "mixin:app:ann") { creator { upstreamId } }'],
    ['the user of an app', 'app(id: "mixin:app:ann") { user { __typename } }'],
    ['a user of nothing that applies', `${GROUP} { creator { ... on Node { ... on App { name } } } }`],
  ])('is handed on as it is where its id is enough: %s', async (_, field) => {
    const stub = world()

    const { codes } = await runDocument(stubDataSources(stub), `{ ${field} }`)

    expect(codes).toEqual([])
    expect(stub.calls.map(([method]) => method)).not.toContain('users.load')
  })

  it.each<[string, string, string, string[]]>([
    ['a creator', `${GROUP} { creator { id name } }`, 'creator', ['id', 'name']],
    ['an app’s creator', 'app(id: "mixin:app:ann") { creator { phone } }', 'creator', ['phone']],
    [
      'an app’s user',
      'app(id: "mixin:app:ann") { user { biography app { id } } }',
      'ann',
      ['app', 'biography'],
    ],
    [
      'selected through fragments and under aliases',
      `${GROUP} { creator { who: name ... on User { gender } ... on Node { ... on User { phone } } } }`,
      'creator',
      ['gender', 'name', 'phone'],
    ],
    [
      'selected in two places of the same field',
      `${GROUP} { creator { name } creator { stAccount } }`,
      'creator',
      ['name', 'stAccount'],
    ],
    [
      'with what is skipped left out',
      `${GROUP} { creator { name phone @skip(if: true) gender @include(if: false) } }`,
      'creator',
      ['name'],
    ],
  ])('is loaded with just the fields that are selected: %s', async (_, field, id, fields) => {
    const stub = world()

    const { codes } = await runDocument(stubDataSources(stub), `{ ${field} }`)

    expect(codes).toEqual([])
    expect(stub.calls.filter(([method]) => method === 'users.load')).toEqual([['users.load', id, fields]])
  })

  it('is loaded once for each participant, each with the same fields', async () => {
    const stub = world()

    const { data } = await runDocument(
      stubDataSources(stub),
      `{ ${GROUP} { participants { nodes { role user { name app { name } } } } } }`,
    )

    expect(data).toEqual({
      conversation: {
        participants: {
          nodes: [
            { role: 'OWNER', user: { name: 'name of ann', app: { name: 'app ann' } } },
            { role: 'MEMBER', user: { name: 'name of ben', app: null } },
          ],
        },
      },
    })
    expect(stub.calls.filter(([method]) => method === 'users.load')).toEqual([
      ['users.load', 'ann', ['app', 'name']],
      ['users.load', 'ben', ['app', 'name']],
    ])
  })

  it('is null where there is none, and where it does not exist any more', async () => {
    const stub = world()

    const { data, codes } = await runDocument(
      stubDataSources(stub),
      `{ orphan: conversation(id: "mixin:conversation:orphan") { creator { id name } }
         lost: conversation(id: "mixin:conversation:lost") { creator { name } } }`,
    )

    expect(codes).toEqual([])
    expect(data).toEqual({ orphan: { creator: null }, lost: { creator: null } })
  })

  it('is selected differently under two aliases, and each place decides for itself', async () => {
    const stub = world()

    await runDocument(
      stubDataSources(stub),
      `query ($yes: Boolean!) {
        a: ${GROUP} { creator { id name @skip(if: $yes) } }
        b: ${GROUP} { creator { id name @include(if: $yes) } }
      }`,
      { yes: true },
    )

    expect(stub.calls.filter(([method]) => method === 'users.load')).toEqual([
      ['users.load', 'creator', ['id', 'name']],
    ])
  })
})
