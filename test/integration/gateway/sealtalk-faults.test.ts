import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../sandbox/faults.ts'
import { codesOf } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

const BATCH = 'GET /user/batch'

/** How often a read may be sent: a failure that a second attempt may mend is tried once more. */
const ONCE = 1
const TWICE = 2

describe('a read that fails', () => {
  let harness: SealTalkGateway
  let headers: Record<string, string>
  beforeEach(async () => {
    harness = await startSealTalkGateway()
    headers = await harness.signIn()
  })
  afterEach(() => harness.close())

  it.each<[string, string, number, Omit<Fault, 'endpoint'>]>([
    ['RATE_LIMITED', 'a proxy’s 429', ONCE, { kind: '429' }],
    ['UPSTREAM_UNAVAILABLE', 'a breakdown', TWICE, { kind: '500' }],
    ['UPSTREAM_ERROR', 'a code that nobody knows', ONCE, { kind: 'error', code: 31337 }],
    [
      'UNAUTHENTICATED',
      'a refusal of the session',
      ONCE,
      { kind: 'error', code: 403, description: 'Not loged in.' },
    ],
    [
      'UNAUTHENTICATED',
      'a damaged cookie',
      ONCE,
      { kind: 'error', code: 500, description: 'Bad input string' },
    ],
    ['UPSTREAM_UNAVAILABLE', 'a proxy’s 502', TWICE, { kind: 'html', status: 502 }],
    ['UPSTREAM_UNAVAILABLE', 'a page with status 200', ONCE, { kind: 'html', status: 200 }],
    ['UPSTREAM_UNAVAILABLE', 'a page with status 404', ONCE, { kind: 'html', status: 404 }],
    ['UPSTREAM_UNAVAILABLE', 'garbage', ONCE, { kind: 'garbage' }],
    ['UPSTREAM_UNAVAILABLE', 'half of the JSON', ONCE, { kind: 'truncated' }],
    ['UPSTREAM_UNAVAILABLE', 'a cut connection', TWICE, { kind: 'truncated', declaredLength: 'full' }],
    ['UPSTREAM_UNAVAILABLE', 'other types', ONCE, { kind: 'wrong-types' }],
    ['UPSTREAM_UNAVAILABLE', 'a number', ONCE, { kind: 'wrong-types', shape: 'scalar' }],
    ['UPSTREAM_UNAVAILABLE', 'an object for a list', ONCE, { kind: 'wrong-types', shape: 'swapped' }],
    ['UPSTREAM_UNAVAILABLE', 'sixty megabytes', ONCE, { kind: 'big-body' }],
    ['UPSTREAM_UNAVAILABLE', 'a gzip bomb', ONCE, { kind: 'gzip-bomb' }],
    ['UPSTREAM_UNAVAILABLE', 'a redirect', ONCE, { kind: 'redirect' }],
    ['UPSTREAM_UNAVAILABLE', 'a hang-up before', TWICE, { kind: 'hang-up-before' }],
    ['UPSTREAM_UNAVAILABLE', 'a hang-up after', TWICE, { kind: 'hang-up-after' }],
  ])('is %s for %s, without an effect on the field beside it', async (code, _, most, fault) => {
    harness.sandbox.control.setFault({ endpoint: BATCH, ...fault })
    const [two, three] = [2, 3].map((number) => `{sealtalkUserId: "${harness.sandbox.encodeId(number)}"}`)

    const answer = await harness.ask(
      `{ users(by: [${two} ${three}]) { name } viewer { sealtalk { acceptsPokes } } }`,
      headers,
    )

    expect(answer.status).toBe(200)
    expect(codesOf(answer)).toEqual([`users.0: ${code}`, `users.1: ${code}`])
    expect(answer.data).toEqual({ users: [null, null], viewer: { sealtalk: { acceptsPokes: true } } })
    expect(answer.errors[0]?.extensions).toMatchObject({ network: 'SEALTALK' })
    const sent = harness.calls().filter((call) => call === BATCH).length
    expect(sent).toBeGreaterThanOrEqual(1)
    expect(sent).toBeLessThanOrEqual(most)
    expect(harness.calls().filter((call) => call !== BATCH)).toEqual(['GET /user/get_poke'])
  })
})

describe('any upstream response', () => {
  let harness: SealTalkGateway
  // One for each case: what a failure closes must not keep the next from being seen.
  beforeEach(async () => {
    harness = await startSealTalkGateway()
  })
  afterEach(() => harness.close())

  const ACCOUNT = `viewer { sealtalk {
    user { name phone } privacy { searchableByPhone canBeAddedToGroups } acceptsPokes
    blacklist { updatedAt user { name phone } }
    conversations { name memberCount maxMemberCount viewerRole joinNeedsApproval isEveryoneMuted creator { name } bulletin }
    favoriteConversations(first: 3) { totalCount nodes { name createdAt updatedAt } pageInfo { endCursor hasNextPage } }
    storageToken { target domain token }
    changes(since: 7) {
      version profile { userUpstreamId name version } blacklist { isBlocked version } friends { status version user { name } }
      conversations { name role version } participants { role version name } }
  } }`

  const operations = (): [string, string][] => {
    const { group60Id, openUser, friendUserId } = harness.sandbox.examples
    const phone = `{region: "${openUser.region}", number: "${openUser.phone}"}`
    const user = `sealtalk:user:${friendUserId}`
    return [
      ['the account', `{ ${ACCOUNT} }`],
      [
        'users',
        `{ users(by: [{id: "${user}"} {sealtalkUserId: "${openUser.userId}"}]) { name } one: user(by: {id: "${user}"}) { name phone gender } found: user(by: {sealtalkPhone: ${phone}}) { name } numbered: user(by: {sealtalkStAccount: "${openUser.stAccount}"}) { name phone } }`,
      ],
      [
        'a group',
        `{ conversation(id: "sealtalk:conversation:${group60Id}") { name bulletin memberCount isMemberProtected viewerRole creator { name } participants { totalCount nodes { role displayName createdAt user { name phone } } } } }`,
      ],
      [
        'what needs no session',
        `{ regions { code name zh: name(locale: ZH) } isPhoneAvailable(phone: ${phone}) captcha { url verifyId } budgets { remaining } }`,
      ],
      [
        'signing in',
        `mutation { login(input: {phone: ${phone}, password: "secret"}) { userId imToken user { name } } }`,
      ],
      [
        'signing up',
        `mutation { register(input: {nickname: "A", password: "secret", verificationToken: "t"}) { userId user { name } } }`,
      ],
      [
        'codes',
        `mutation { sendVerificationCode(input: {phone: ${phone}}) { sent } verifyCode(input: {phone: ${phone}, code: "9999"}) { verificationToken } }`,
      ],
      [
        'a forgotten password',
        `mutation { resetPassword(input: {password: "secret", verificationToken: "t"}) { changed } }`,
      ],
      [
        'changes',
        `mutation { updateProfile(input: {nickname: "Ann", gender: FEMALE}) { applied failed { part code message } user { name gender } } updatePrivacy(input: {searchableByPhone: true}) { privacy { searchableByPhone } } setAcceptsPokes(input: {acceptsPokes: true}) { acceptsPokes } blockUser(input: {userId: "${user}"}) { user { name } } unblockUser(input: {userId: "${user}"}) { user { name } } renewImToken { imToken } changePassword(input: {oldPassword: "wrong", newPassword: "secret"}) { changed } }`,
      ],
    ]
  }

  it.each<[string, Omit<Fault, 'endpoint'>]>([
    ['nothing for a result', { kind: 'null-data' }],
    ['other types', { kind: 'wrong-types' }],
    ['other types in the first row', { kind: 'wrong-types', shape: 'first' }],
    ['a number', { kind: 'wrong-types', shape: 'scalar' }],
    ['lists for objects, objects for lists', { kind: 'wrong-types', shape: 'swapped' }],
    ['garbage', { kind: 'garbage' }],
    ['half of the JSON', { kind: 'truncated' }],
    ['a page', { kind: 'html', status: 404 }],
    ['a breakdown', { kind: '500' }],
    ['a code that nobody knows', { kind: 'error', code: 31337, description: 'canary of the upstream' }],
    ['a status that nobody expects', { kind: 'error', code: 418, description: 'canary of the upstream' }],
    ['a failure with words', { kind: 'error', code: 500, description: 'canary of the upstream' }],
  ])('with %s is no internal error', async (_, fault) => {
    for (const [, document] of operations()) {
      const headers = await harness.signIn()
      harness.sandbox.control.setFault({ endpoint: '*', ...fault })
      const answer = await harness.ask(document, headers)
      harness.sandbox.control.clearFaults()

      expect(answer.status).toBe(200)
      expect(codesOf(answer).filter((code) => code.endsWith('INTERNAL_SERVER_ERROR'))).toEqual([])
      expect(JSON.stringify(answer)).not.toContain('canary')
    }
  })
})
