import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { Answer } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const FRIEND = `mixin:user:${x.userId}`
const BLOCKED = `mixin:user:${x.blockedUserId}`
const STRANGER = `mixin:user:${x.withoutMessengerUserId}`

/** Without their paths. */
const codes = (answer: Answer): readonly unknown[] =>
  answer.errors.map(({ extensions }) => extensions?.['code'])

const ask = (document: string, headers: Record<string, string> = {}) =>
  harness.gateway.query(document, { headers })

const dataOf = async (document: string, headers?: Record<string, string>): Promise<unknown> => {
  const { data, errors } = await ask(document, headers)
  expect(errors).toEqual([])
  return data
}

const RELATION =
  'contact { state alias } isBlocked viewerCan { addContact removeContact setAlias block unblock message }'

const relation = async (id: string): Promise<unknown> =>
  valueAt(await dataOf(`{ user(by: {id: "${id}"}) { ${RELATION} } }`), 'user')

const rights = (...given: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(
    ['addContact', 'removeContact', 'setAlias', 'block', 'unblock', 'message'].map((name) => [
      name,
      given.includes(name),
    ]),
  )

const mutate = (mutation: string, input: string, payload = 'user { name }') =>
  ask(`mutation { ${mutation}(input: {${input}}) { ${payload} } }`)

describe('contacts on Mixin', () => {
  it('are lists of whole users, each by one call', async () => {
    const data = await dataOf(
      '{ viewer { mixin { contacts(first: 500) { totalCount nodes { name identityNumber relationship contact { state } } } blockedUsers { nodes { id isBlocked } } } } }',
    )
    expect(harness.calls().toSorted()).toEqual(['GET /blocking_users', 'GET /friends', 'GET /me'])
    const nodes = valueAt(data, 'viewer.mixin.contacts.nodes')
    expect(Array.isArray(nodes) && nodes.every((node) => valueAt(node, 'contact.state') === 'CONTACT')).toBe(
      true,
    )
    expect(valueAt(data, 'viewer.mixin.blockedUsers.nodes')).toEqual([{ id: BLOCKED, isBlocked: true }])
  })

  it('show what each user is to the viewer, and what may be done, at no call beyond the user', async () => {
    expect(await relation(FRIEND)).toEqual({
      contact: { state: 'CONTACT', alias: null },
      isBlocked: false,
      viewerCan: rights('removeContact', 'setAlias', 'block', 'message'),
    })
    expect(await relation(BLOCKED)).toEqual({
      contact: { state: 'NONE', alias: null },
      isBlocked: true,
      viewerCan: rights('addContact', 'unblock', 'message'),
    })
    expect(await relation(`mixin:user:${x.botId}`)).toMatchObject({ contact: null, viewerCan: rights() })
    expect(harness.calls()).toEqual(['POST /users/fetch', 'POST /users/fetch', 'POST /users/fetch'])
  })

  it('are added at once, which is said, and a second time nothing is sent', async () => {
    const added = await mutate(
      'addContact',
      `userId: "${STRANGER}", alias: "Neighbour"`,
      'outcome user { name }',
    )
    expect(added).toMatchObject({
      errors: [],
      data: { addContact: { outcome: 'ADDED', user: { name: 'Neighbour' } } },
    })
    expect(harness.calls()).toEqual(['POST /users/fetch', 'POST /relationships'])

    const again = await mutate('addContact', `userId: "${STRANGER}"`, 'outcome')
    expect(again).toMatchObject({ errors: [], data: { addContact: { outcome: 'ALREADY' } } })
    expect(harness.calls().filter((call) => call === 'POST /relationships')).toHaveLength(1)
    expect(await relation(STRANGER)).toMatchObject({ contact: { state: 'CONTACT' } })
  })

  it('get an alias, which Mixin sends as the name, and lose it', async () => {
    const named = await mutate('setContactAlias', `userId: "${FRIEND}", alias: "Boss"`)
    expect(named).toMatchObject({ errors: [], data: { setContactAlias: { user: { name: 'Boss' } } } })
    const unnamed = await mutate('setContactAlias', `userId: "${FRIEND}", alias: ""`)
    expect(valueAt(unnamed.data, 'setContactAlias.user.name')).not.toBe('Boss')
    expect(codes(await mutate('setContactAlias', `userId: "${STRANGER}", alias: "x"`))).toEqual(['NOT_FOUND'])
  })

  it('are removed, blocked and unblocked, and what is cached shows it', async () => {
    await relation(FRIEND)
    expect(codes(await mutate('removeContact', `userId: "${FRIEND}"`))).toEqual([])
    expect(await relation(FRIEND)).toMatchObject({ contact: { state: 'NONE' } })
    expect(await mutate('blockUser', `userId: "${FRIEND}"`, 'userId user { isBlocked }')).toMatchObject({
      errors: [],
      data: { blockUser: { userId: FRIEND, user: { isBlocked: true } } },
    })
    expect(await mutate('unblockUser', `userId: "${FRIEND}"`, 'user { isBlocked }')).toMatchObject({
      errors: [],
      data: { unblockUser: { user: { isBlocked: false } } },
    })
  })

  it('cannot be oneself, a stranger to remove, or nobody', async () => {
    const own = `userId: "mixin:user:${x.botId}"`
    for (const mutation of ['addContact', 'removeContact', 'blockUser', 'unblockUser'])
      expect(codes(await mutate(mutation, own, '__typename'))).toEqual(['BAD_USER_INPUT'])
    expect(codes(await mutate('removeContact', `userId: "${STRANGER}"`))).toEqual(['NOT_FOUND'])
    const nobody = 'userId: "mixin:user:00000000-0000-4000-8000-00000000dead"'
    expect(codes(await mutate('addContact', nobody, 'outcome'))).toEqual(['NOT_FOUND'])
    expect(harness.calls()).not.toContain('POST /relationships')
  })

  it('have no requests and no message', async () => {
    for (const mutation of ['acceptContactRequest', 'ignoreContactRequest'])
      expect(codes(await mutate(mutation, `userId: "${FRIEND}"`))).toEqual(['UNSUPPORTED'])
    expect(codes(await mutate('addContact', `userId: "${STRANGER}", message: "Hi"`, 'outcome'))).toEqual([
      'BAD_USER_INPUT',
    ])
    expect(harness.calls()).toEqual([])
  })

  it('are kept for a while, and dropped by whoever changes them', async () => {
    const LISTS = '{ viewer { mixin { contacts { totalCount } blockedUsers { totalCount } } } }'
    const before = await dataOf(LISTS)
    await dataOf(LISTS)
    const lists = () =>
      harness.calls().filter((call) => call === 'GET /friends' || call === 'GET /blocking_users')
    expect(lists()).toHaveLength(2)

    await mutate('removeContact', `userId: "${FRIEND}"`)
    const after = await dataOf(LISTS)
    expect(lists()).toHaveLength(4)
    expect(valueAt(after, 'viewer.mixin.contacts.totalCount')).toBe(
      Number(valueAt(before, 'viewer.mixin.contacts.totalCount')) - 1,
    )
  })

  it('of a token are that user’s own', async () => {
    const alia = harness.as('Alia')
    const data = await dataOf('{ viewer { mixin { contacts { nodes { name } } } } }', alia)
    expect(JSON.stringify(data)).toContain('Mirel (work)')
    expect(
      JSON.stringify(await dataOf('{ viewer { mixin { contacts { nodes { name } } } } }')),
    ).not.toContain('Mirel (work)')
  })
})
