import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

let harness: SealTalkGateway
/** The browser of the first demo account, in each test a session that nothing is kept for. */
let lin: Record<string, string>
beforeAll(async () => {
  harness = await startSealTalkGateway()
})
afterAll(() => harness.close())

const fresh = async (): Promise<void> => {
  lin = await harness.signIn()
}

const someUserIds = (count: number): string[] => {
  const { encodeId } = harness.sandbox
  return Array.from({ length: count }, (_, index) => encodeId(index + 1))
}

interface Model {
  readonly [field: string]: unknown
}

describe('the upstream calls of queries', () => {
  it('names and pictures of 20 users are one call', async () => {
    await fresh()
    const by = someUserIds(20).map((id) => `{sealtalkUserId: "${id}"}`)
    const { data, errors } = await harness.ask(`{ users(by: [${by.join(' ')}]) { name avatarUrl } }`, lin)

    expect(errors).toEqual([])
    expect((data as { users: Model[] }).users.filter(({ name }) => typeof name === 'string')).toHaveLength(20)
    expect(harness.calls()).toEqual(['GET /user/batch'])
    expect(harness.callLog()[0]?.ids).toBe(20)
  })

  it('phone or gender of a user is one call, and so is both', async () => {
    await fresh()
    const [id] = someUserIds(1)
    await harness.ask(
      `{ node(id: "sealtalk:user:${id}") { ... on User { name phone gender stAccount } } }`,
      lin,
    )

    expect(harness.calls()).toEqual(['GET /user/:id'])
  })

  it('a group of 60 with the names and phones of its members is two calls', async () => {
    await fresh()
    const { data, errors } = await harness.ask(
      `{ conversation(id: "sealtalk:conversation:${harness.sandbox.examples.group60Id}") {
          name
          participants(first: 100) { totalCount nodes { role displayName user { name avatarUrl phone } } }
        } }`,
      lin,
    )

    expect(errors).toEqual([])
    const { participants } = (data as { conversation: { participants: { nodes: { user: Model }[] } } })
      .conversation
    expect(participants).toMatchObject({ totalCount: 60 })
    expect(participants.nodes.filter(({ user }) => typeof user['phone'] === 'string')).toHaveLength(60)
    expect(harness.calls()).toEqual(['GET /group/:id', 'GET /group/:id/members'])
  })

  it.each(['memberCount', 'participants { totalCount }', 'name viewerRole creator { id } maxMemberCount'])(
    '65 groups with { %s } are one call',
    async (selection) => {
      await fresh()
      const { data, errors } = await harness.ask(
        `{ viewer { sealtalk { conversations { ${selection} } } } }`,
        lin,
      )

      expect(errors).toEqual([])
      expect(
        (data as { viewer: { sealtalk: { conversations: Model[] } } }).viewer.sealtalk.conversations,
      ).toHaveLength(65)
      expect(harness.calls()).toEqual(['GET /user/groups'])
    },
  )

  it('a page of favourites with their total is one call', async () => {
    await fresh()
    const { data } = await harness.ask(
      '{ viewer { sealtalk { favoriteConversations(first: 10) { totalCount nodes { name memberCount createdAt isMemberProtected } pageInfo { hasNextPage endCursor } } } } }',
      lin,
    )

    expect(data).toMatchObject({
      viewer: { sealtalk: { favoriteConversations: { totalCount: 28, pageInfo: { hasNextPage: true } } } },
    })
    expect(harness.calls()).toEqual(['GET /user/favgroups'])
  })

  it('each part of the account is one call where it is selected', async () => {
    await fresh()
    const { errors } = await harness.ask(
      `{ viewer { sealtalk {
          user { name phone }
          privacy { searchableByPhone }
          acceptsPokes
          blacklist { user { name } }
          conversations { name }
          favoriteConversations { totalCount }
          storageToken { target }
          changes { version friends { name } }
        } } }`,
      lin,
    )

    expect(errors).toEqual([])
    expect(harness.calls()).toEqual([
      'GET /user/:id',
      'GET /user/blacklist',
      'GET /user/favgroups',
      'GET /user/get_image_token',
      'GET /user/get_poke',
      'GET /user/get_privacy',
      'GET /user/groups',
      'GET /user/sync/:version',
    ])
  })

  it('ids alone need no call', async () => {
    await fresh()
    const { data } = await harness.ask('{ viewer { sealtalk { user { id upstreamId network } } } }', lin)

    const [own] = harness.sandbox.credentials.accounts
    expect(data).toEqual({
      viewer: {
        sealtalk: {
          user: { id: `sealtalk:user:${own.userId}`, upstreamId: own.userId, network: 'SEALTALK' },
        },
      },
    })
    expect(harness.calls()).toEqual([])
  })

  it('simultaneous requests of one session share calls, those of two sessions do not', async () => {
    await fresh()
    const max = await harness.signIn(1)
    const [, , third] = someUserIds(3)
    const document = `{ user(by: {sealtalkUserId: "${third}"}) { phone } }`
    harness.sandbox.control.resetCalls()
    const options = [lin, lin, max].map((headers) => ({ headers }))
    await Promise.all(options.map((option) => harness.gateway.query(document, option)))

    expect(harness.calls()).toEqual(['GET /user/:id', 'GET /user/:id'])
  })
})

describe('users and groups', () => {
  it('may have the same id without being confused', async () => {
    await fresh()
    const { sharedId } = harness.sandbox.examples
    const { data, errors } = await harness.ask(
      `{ user: node(id: "sealtalk:user:${sharedId}") { id ... on User { name phone } }
         group: node(id: "sealtalk:conversation:${sharedId}") { id ... on Conversation { name memberCount } } }`,
      lin,
    )

    expect(errors).toEqual([])
    expect(data).toEqual({
      user: { id: `sealtalk:user:${sharedId}`, name: 'Lin Tallmere', phone: '19900000001' },
      group: { id: `sealtalk:conversation:${sharedId}`, name: 'Hill Hikers 1', memberCount: 60 },
    })
  })

  it('that do not exist or were dismissed are null', async () => {
    await fresh()
    const { unknownUserId, unknownGroupId, dismissedGroupId } = harness.sandbox.examples
    const { data, errors } = await harness.ask(
      `{ nodes(ids: ["sealtalk:user:${unknownUserId}", "sealtalk:conversation:${unknownGroupId}", "sealtalk:conversation:${dismissedGroupId}"]) { id } }`,
      lin,
    )

    expect(errors).toEqual([])
    expect(data).toEqual({ nodes: [null, null, null] })
  })

  it('of others show the group, but not its members', async () => {
    await fresh()
    const answer = await harness.ask(
      `{ conversation(id: "sealtalk:conversation:${harness.sandbox.examples.foreignGroupId}") {
          name memberCount viewerRole participants { nodes { userId } } } }`,
      lin,
    )

    expect(answer.data).toMatchObject({
      conversation: { name: expect.any(String) as string, viewerRole: null, participants: null },
    })
    expect(codesOf(answer)).toEqual(['conversation.participants.nodes: FORBIDDEN'])
  })

  it('that are hidden from a search are not found by it', async () => {
    await fresh()
    const { openUser, hiddenPhoneUser, hiddenStAccountUser } = harness.sandbox.examples
    const phone = ({ region, phone: number }: typeof openUser) =>
      `{sealtalkPhone: {region: "${region}", number: "${number}"}}`
    const { data, errors } = await harness.ask(
      `{ users(by: [${phone(openUser)} ${phone(hiddenPhoneUser)} {sealtalkStAccount: "${openUser.stAccount}"} {sealtalkStAccount: "${hiddenStAccountUser.stAccount}"}]) { upstreamId stAccount } }`,
      lin,
    )

    const found = { upstreamId: openUser.userId, stAccount: openUser.stAccount }
    expect(errors).toEqual([])
    expect(data).toEqual({ users: [found, null, found, null] })
    expect(new Set(harness.calls())).toEqual(new Set(['GET /user/find_user']))
  })
})

describe('a new account', () => {
  it('can register, edit its profile and blacklist, change its password and log out', async () => {
    const phone = '{region: "86", number: "13912345678"}'
    const tell = async (document: string, headers = {}) => {
      const { data, errors, headers: received } = await harness.ask(document, headers)
      expect(errors).toEqual([])
      return { data: data as Record<string, Model>, cookie: received.getSetCookie()[0]?.split(';')[0] ?? '' }
    }

    expect((await tell(`{ isPhoneAvailable(phone: ${phone}) }`)).data).toEqual({ isPhoneAvailable: true })
    await tell(`mutation { sendVerificationCode(input: {phone: ${phone}}) { sent } }`)
    const verified = await tell(
      `mutation { verifyCode(input: {phone: ${phone}, code: "9999"}) { verificationToken } }`,
    )
    const token = String(verified.data['verifyCode']?.['verificationToken'])
    const registered = await tell(
      `mutation { register(input: {nickname: "<Ann>", password: "secret-1", verificationToken: "${token}"}) { userId user { name } } }`,
    )
    // SealTalk keeps it escaped.
    expect(registered.data['register']).toMatchObject({ user: { name: '<Ann>' } })
    const ann = { cookie: registered.cookie }

    const again = await harness.ask(
      `mutation { register(input: {nickname: "Ann", password: "secret-1", verificationToken: "${token}"}) { userId } }`,
    )
    expect(codesOf(again)).toEqual(['register: CONFLICT'])

    const updated = await tell(
      `mutation {
        updateProfile(input: {nickname: "Ann", gender: FEMALE, portraitUri: "https://images.test/ann.png", stAccount: "ann-of-tests"}) {
          applied failed { part } user { name gender stAccount avatarUrl }
        }
        updatePrivacy(input: {searchableByPhone: false}) { privacy { searchableByPhone searchableByStAccount } }
        setAcceptsPokes(input: {acceptsPokes: false}) { acceptsPokes }
      }`,
      ann,
    )
    expect(updated.data).toEqual({
      updateProfile: {
        applied: ['NICKNAME', 'PORTRAIT', 'GENDER', 'ST_ACCOUNT'],
        failed: [],
        user: {
          name: 'Ann',
          gender: 'FEMALE',
          stAccount: 'ann-of-tests',
          avatarUrl: 'https://images.test/ann.png',
        },
      },
      updatePrivacy: { privacy: { searchableByPhone: false, searchableByStAccount: true } },
      setAcceptsPokes: { acceptsPokes: false },
    })
    const taken = await tell(
      'mutation { updateProfile(input: {stAccount: "ANN-OF-TESTS"}) { applied failed { part code } } }',
      ann,
    )
    expect(taken.data['updateProfile']).toEqual({
      applied: [],
      failed: [{ part: 'ST_ACCOUNT', code: 'CONFLICT' }],
    })

    const { unknownUserId, friendUserId } = harness.sandbox.examples
    await tell(
      `mutation { blockUser(input: {userId: "sealtalk:user:${friendUserId}"}) { user { name } } }`,
      ann,
    )
    const nobody = await harness.ask(
      `mutation { blockUser(input: {userId: "sealtalk:user:${unknownUserId}"}) { userId } }`,
      ann,
    )
    expect(codesOf(nobody)).toEqual(['blockUser: NOT_FOUND'])
    const blocked = await tell(
      '{ viewer { sealtalk { acceptsPokes blacklist { user { upstreamId } } } } }',
      ann,
    )
    expect(blocked.data['viewer']).toEqual({
      sealtalk: { acceptsPokes: false, blacklist: [{ user: { upstreamId: friendUserId } }] },
    })
    await tell(`mutation { unblockUser(input: {userId: "sealtalk:user:${friendUserId}"}) { userId } }`, ann)
    const unblocked = await tell('{ viewer { sealtalk { blacklist { updatedAt } } } }', ann)
    expect(unblocked.data['viewer']).toEqual({ sealtalk: { blacklist: [] } })

    const wrong = await harness.ask(
      'mutation { changePassword(input: {oldPassword: "wrong-1", newPassword: "secret-2"}) { changed } }',
      ann,
    )
    expect(codesOf(wrong)).toEqual(['changePassword: VERIFICATION_FAILED'])
    await tell(
      'mutation { changePassword(input: {oldPassword: "secret-1", newPassword: "secret-2"}) { changed } renewImToken { imToken } }',
      ann,
    )
    await tell(
      `mutation { resetPassword(input: {password: "secret-3", verificationToken: "${token}"}) { changed } }`,
    )
    const { cookie } = await tell(
      `mutation { login(input: {phone: ${phone}, password: "secret-3"}) { imToken } }`,
    )
    const back = { cookie }
    await tell('{ viewer { sealtalk { acceptsPokes } } }', back)
    await tell('mutation { logout { loggedOut } }', back)
    // The reset ended the first session.
    for (const ended of [ann, back]) {
      const out = await harness.ask('{ viewer { sealtalk { acceptsPokes } } }', ended)
      expect(codesOf(out)).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
      expect(harness.calls()).toEqual([])
    }
  })
})
