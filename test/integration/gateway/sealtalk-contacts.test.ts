import { afterEach, describe, expect, it } from 'vitest'
import type { SealTalkUpstreamOptions } from '../../../sandbox/sealtalk/upstream.ts'
import type { Answer } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

let harness: SealTalkGateway
let headers: Record<string, string>
const open = async (sandbox: SealTalkUpstreamOptions = {}, env: Record<string, string> = {}) => {
  harness = await startSealTalkGateway({ sandbox, env })
  headers = await harness.signIn()
}
afterEach(() => harness.close())

/** Without their paths. */
const codes = (answer: Answer): readonly unknown[] =>
  answer.errors.map(({ extensions }) => extensions?.['code'])

const ask = (document: string): Promise<Answer> => harness.ask(document, headers)

/** Runs a document that must succeed; its data. */
const dataOf = async (document: string): Promise<unknown> => {
  const { data, errors } = await ask(document)
  expect(errors).toEqual([])
  return data
}

interface Shown {
  readonly id: string
  readonly name: string
  readonly contact: {
    readonly state: string
    readonly alias: string | null
    readonly message: string | null
  } | null
}

const SHOWN = 'id name contact { state alias message since }'

const nodesOf = async (field: string, nodes = SHOWN): Promise<readonly Shown[]> =>
  valueAt(
    await dataOf(`{ viewer { sealtalk { ${field} { nodes { ${nodes} } } } } }`),
    ['viewer', 'sealtalk', field.replace(/\(.*/, ''), 'nodes'].join('.'),
  ) as readonly Shown[]

const contacts = (): Promise<readonly Shown[]> => nodesOf('contacts(first: 500)')

const blocked = (): Promise<readonly Shown[]> => nodesOf('blockedUsers')

const requests = async (): Promise<readonly Shown[]> =>
  valueAt(
    await dataOf(`{ viewer { sealtalk { contactRequests { ${SHOWN} } } } }`),
    'viewer.sealtalk.contactRequests',
  ) as readonly Shown[]

const relation = async (id: string): Promise<unknown> =>
  valueAt(await dataOf(`{ user(by: {id: "${id}"}) { isBlocked contact { state alias } } }`), 'user')

const mutate = (mutation: string, input: string): Promise<Answer> =>
  ask(`mutation { ${mutation}(input: {${input}}) { user { id } } }`)

const [RIGHTS, ALL] = [
  'viewerCan { addContact removeContact setAlias block unblock message }',
  ['addContact', 'removeContact', 'setAlias', 'block', 'unblock', 'message'],
]

/** The names of the rights that are true. */
const rightsOn = async (id: string): Promise<readonly string[]> => {
  const rights = valueAt(await dataOf(`{ user(by: {id: "${id}"}) { ${RIGHTS} } }`), 'user.viewerCan')
  return ALL.filter((name) => valueAt(rights, name) === true)
}

describe('the lists of an account', () => {
  it('are its friends, its waiting requests and whom it has blocked, each by one call', async () => {
    await open()

    const friends = await contacts()
    expect(harness.calls()).toEqual(['GET /friendship/all'])
    expect(friends.length).toBeGreaterThan(20)
    expect(friends.every(({ contact }) => contact?.state === 'CONTACT')).toBe(true)
    expect(friends.map(({ contact }) => contact?.alias)).toContain('Pal 3')

    expect(await requests()).toMatchObject([
      { contact: { state: 'REQUESTED_BY_THEM', message: 'Hello, may I add you?' } },
    ])
    // The same list, which is still fresh.
    expect(harness.calls()).toEqual([])

    expect((await blocked()).length).toBe(5)
    expect(harness.calls()).toEqual(['GET /user/blacklist'])
  })

  it('come in pages, and are searched by name and alias', async () => {
    await open()
    const all = await contacts()
    const page = valueAt(
      await dataOf(
        '{ viewer { sealtalk { contacts(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id } } } } } }',
      ),
      'viewer.sealtalk.contacts',
    )
    expect(page).toMatchObject({
      totalCount: all.length,
      pageInfo: { hasNextPage: true },
      edges: [{ node: { id: all[0]?.id } }, { node: { id: all[1]?.id } }],
    })
    const after = String(valueAt(page, 'pageInfo.endCursor'))
    expect((await nodesOf(`contacts(first: 1, after: "${after}")`))[0]?.id).toBe(all[2]?.id)

    const found = await nodesOf('contacts(search: "pAL 3")')
    expect(found.map(({ contact }) => contact?.alias)).toEqual(['Pal 3'])
    expect(codes(await ask('{ viewer { sealtalk { contacts(first: 501) { totalCount } } } }'))).toEqual([
      'BAD_USER_INPUT',
    ])
  })

  it('give the state of many users of a request by one call', async () => {
    await open()
    const ids = (await contacts()).slice(0, 10).map(({ id }) => `"${id}"`)
    await dataOf(
      `{ nodes(ids: [${ids.join()}]) { ... on User { name contact { state } isBlocked ${RIGHTS} } } }`,
    )
    expect(harness.calls()).toEqual(['GET /user/batch', 'GET /user/blacklist'])
  })
})

describe('a contact request', () => {
  it('is accepted once, and both are contacts then', async () => {
    await open()
    const [asked] = await requests()
    const id = asked?.id ?? ''
    expect(await rightsOn(id)).toEqual(['addContact', 'block'])

    expect(codes(await mutate('acceptContactRequest', `userId: "${id}"`))).toEqual([])
    expect(harness.calls().filter((call) => call.startsWith('POST'))).toEqual(['POST /friendship/agree'])
    expect(await relation(id)).toEqual({ isBlocked: false, contact: { state: 'CONTACT', alias: null } })
    expect(await rightsOn(id)).toEqual(['removeContact', 'setAlias', 'block'])

    // Again: nothing is sent.
    expect(codes(await mutate('acceptContactRequest', `userId: "${id}"`))).toEqual([])
    expect(harness.calls().filter((call) => call.startsWith('POST'))).toEqual([])
  })

  it('is ignored, and the state says so', async () => {
    await open()
    const [asked] = await requests()
    expect(codes(await mutate('ignoreContactRequest', `userId: "${asked?.id}"`))).toEqual([])
    expect(await relation(asked?.id ?? '')).toMatchObject({ contact: { state: 'IGNORED' } })
    expect(await requests()).toEqual([])
  })

  it.each(['acceptContactRequest', 'ignoreContactRequest'])(
    '%s of somebody who has not asked is NOT_FOUND, and lifts no block',
    async (mutation) => {
      await open()
      for (const { id } of await blocked()) {
        expect(codes(await mutate(mutation, `userId: "${id}"`))).toEqual(['NOT_FOUND'])
        expect(harness.calls()).toEqual(['GET /friendship/all'])
      }
      expect((await blocked()).length).toBe(5)
    },
  )
})

describe('addContact', () => {
  const add = (input: string) => ask(`mutation { addContact(input: {${input}}) { outcome user { id } } }`)
  const outcomeOf = (answer: Answer): unknown => valueAt(answer.data, 'addContact.outcome')
  /** Nobody's contact: a user without any relation to the account. */
  const stranger = async (): Promise<string> => {
    const known = new Set(
      [...(await contacts()), ...(await blocked()), ...(await requests())].map(({ id }) => id),
    )
    const groups = (await dataOf(
      '{ viewer { sealtalk { user { id } groups { nodes { participants(first: 200) { nodes { user { id contact { state } } } } } } } } }',
    )) as {
      viewer: {
        sealtalk: {
          user: { id: string }
          groups: { nodes: { participants: { nodes: { user: Shown }[] } }[] }
        }
      }
    }
    const { user, groups: all } = groups.viewer.sealtalk
    const people = all.nodes.flatMap(({ participants }) => participants.nodes.map((node) => node.user))
    const found = people.find(
      (one) => !known.has(one.id) && one.id !== user.id && one.contact?.state === 'NONE',
    )
    return found?.id ?? ''
  }

  it('asks a stranger, whose answer it waits for, once', async () => {
    await open()
    const id = await stranger()
    const answer = await add(`userId: "${id}", message: "It is me."`)
    expect(answer.errors).toEqual([])
    expect(outcomeOf(answer)).toBe('REQUESTED')
    const posts = harness.callLog().filter(({ method }) => method === 'POST')
    expect(posts.map(({ path }) => path)).toEqual(['/friendship/invite'])
    expect(await relation(id)).toMatchObject({ contact: { state: 'REQUESTED_BY_ME' } })
    expect(outcomeOf(await add(`userId: "${id}"`))).toBe('NOTHING')
  })

  it('adds whoever has asked, and says who is a contact already', async () => {
    await open()
    const [asked] = await requests()
    expect(outcomeOf(await add(`userId: "${asked?.id}"`))).toBe('ADDED')
    expect(outcomeOf(await add(`userId: "${asked?.id}"`))).toBe('ALREADY')
  })

  it('of a user who does not exist sends no invitation, which would hang', async () => {
    await open()
    expect(codes(await add('userId: "sealtalk:user:nobody1"'))).toEqual(['NOT_FOUND'])
    expect(harness.calls().filter((call) => call.startsWith('POST'))).toEqual([])
  })

  it.each([
    ['message: ""', ['input', 'message']],
    [`message: "${'x'.repeat(65)}"`, ['input', 'message']],
    ['message: "Hi 😀"', ['input', 'message']],
    ['alias: "Bo"', ['input', 'alias']],
  ])('with %s is refused with its place, and nothing is sent', async (part, argument) => {
    await open()
    const { errors } = await add(`userId: "sealtalk:user:abc", ${part}`)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
    expect(harness.calls()).toEqual([])
  })

  it('of oneself is refused', async () => {
    await open()
    const own = String(
      valueAt(await dataOf('{ viewer { sealtalk { user { id } } } }'), 'viewer.sealtalk.user.id'),
    )
    expect(codes(await add(`userId: "${own}"`))).toEqual(['BAD_USER_INPUT'])
    expect(await rightsOn(own)).toEqual([])
    expect(await relation(own)).toMatchObject({ contact: null })
  })
})

describe('a contact', () => {
  it('gets an alias and loses it', async () => {
    await open()
    const [friend] = await contacts()
    const id = friend?.id ?? ''
    expect(codes(await mutate('setContactAlias', `userId: "${id}", alias: "Boss"`))).toEqual([])
    expect(await relation(id)).toMatchObject({ contact: { alias: 'Boss' } })
    expect(codes(await mutate('setContactAlias', `userId: "${id}", alias: null`))).toEqual([])
    expect(await relation(id)).toMatchObject({ contact: { alias: null } })
  })

  it('is removed, and blocked by that', async () => {
    await open()
    const [friend] = await contacts()
    const id = friend?.id ?? ''
    expect(codes(await mutate('removeContact', `userId: "${id}"`))).toEqual([])
    expect(await relation(id)).toEqual({ isBlocked: true, contact: { state: 'NONE', alias: null } })
    expect(codes(await mutate('removeContact', `userId: "${id}"`))).toEqual(['NOT_FOUND'])
    expect(harness.calls()).toEqual(['GET /friendship/all'])
    expect(codes(await mutate('unblockUser', `userId: "${id}"`))).toEqual([])
    expect(await relation(id)).toMatchObject({ isBlocked: false })
  })
})

describe.each(['blockUser', 'unblockUser'])('%s', (mutation) => {
  it('of oneself is refused with its place, and no change is sent', async () => {
    await open()
    const own = String(
      valueAt(await dataOf('{ viewer { sealtalk { user { id } } } }'), 'viewer.sealtalk.user.id'),
    )
    harness.calls()
    const { errors } = await mutate(mutation, `userId: "${own}"`)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: ['input', 'userId'] })
    expect(harness.calls()).toEqual([])
  })
})

describe('findContacts', () => {
  const find = (phones: readonly string[]) =>
    ask(
      `{ viewer { sealtalk { findContacts(phones: [${phones.map((number) => `{region: "86", number: "${number}"}`).join()}]) { phone user { id name } } } } }`,
    )

  it('finds who has a phone, in the order asked, by one call', async () => {
    await open()
    const [, other] = harness.sandbox.credentials.accounts
    const { data, errors } = await find(['13000000001', other.phone, '13000000002'])
    expect(errors).toEqual([])
    expect(valueAt(data, 'viewer.sealtalk.findContacts')).toEqual([
      { phone: '13000000001', user: null },
      {
        phone: other.phone,
        user: { id: `sealtalk:user:${other.userId}`, name: expect.any(String) as string },
      },
      { phone: '13000000002', user: null },
    ])
    expect(harness.calls()).toEqual(['POST /friendship/get_contacts_info'])
  })

  it('counts each number as a guess, and sends nothing beyond the limit', async () => {
    await open({}, { LIMIT_TRIES_PER_ADDRESS: '3' })
    expect(codes(await find(['13000000001', '13000000002', '13000000003', '13000000004']))).toEqual([
      'RATE_LIMITED',
    ])
    expect(harness.calls()).toEqual([])
    expect(codes(await find(['13000000001', '13000000002', '13000000003']))).toEqual([])
    expect(codes(await find(['13000000001']))).toEqual(['RATE_LIMITED'])
  })

  it('takes 50 different numbers at once by default, and then none', async () => {
    await open()
    const numbers = Array.from({ length: 50 }, (_, index) => String(13_000_000_000 + index))
    const { data, errors } = await find(numbers)
    expect(errors).toEqual([])
    expect(valueAt(data, 'viewer.sealtalk.findContacts')).toHaveLength(50)
    expect(harness.calls()).toEqual(['POST /friendship/get_contacts_info'])

    const refused = await find(['13100000000'])
    expect(codes(refused)).toEqual(['RATE_LIMITED'])
    expect(refused.errors[0]?.message).toContain('LIMIT_PHONES_PER_ADDRESS')
  })

  it('takes as many as LIMIT_PHONES_PER_ADDRESS says', async () => {
    await open({}, { LIMIT_TRIES_PER_ADDRESS: '3', LIMIT_PHONES_PER_ADDRESS: '2' })
    expect(codes(await find(['13000000001', '13000000002', '13000000003']))).toEqual(['RATE_LIMITED'])
    expect(codes(await find(['13000000001', '13000000002']))).toEqual([])
  })

  it('asks once for a number that is named twice, and counts it once', async () => {
    await open({}, { LIMIT_TRIES_PER_ADDRESS: '2' })
    const [, other] = harness.sandbox.credentials.accounts
    const { data, errors } = await find([other.phone, '13000000001', other.phone])
    expect(errors).toEqual([])
    const user = { id: `sealtalk:user:${other.userId}`, name: expect.any(String) as string }
    expect(valueAt(data, 'viewer.sealtalk.findContacts')).toEqual([
      { phone: other.phone, user },
      { phone: '13000000001', user: null },
      { phone: other.phone, user },
    ])
  })

  it('refuses 51 numbers, and a wrong one at its place', async () => {
    await open()
    expect(codes(await find(Array.from({ length: 51 }, () => '13000000001')))).toEqual(['BAD_USER_INPUT'])
    const { errors } = await find(['13000000001', 'x'])
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: ['phones', 1, 'number'] })
    expect(harness.calls()).toEqual([])
  })
})
