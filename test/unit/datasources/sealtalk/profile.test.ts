import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  ok,
  outcome,
  OWN_ID,
  type SealTalkHarness,
  startSealTalkHarness,
  text,
  type UpstreamAnswer,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'

let harness: SealTalkHarness
beforeAll(async () => {
  harness = await startSealTalkHarness()
})
afterAll(() => harness.close())

const ALL = '{nickname: "Ann", portraitUri: "https://images.test/1.png", gender: MALE, stAccount: "ann-86"}'

/** What the upstream says to each part in turn; of those left out, it takes them. */
const update = async (input: string, answers: Partial<Record<string, UpstreamAnswer>> = {}) => {
  const paths = ['set_nickname', 'set_portrait_uri', 'set_gender', 'set_st_account']
  harness.answer({
    ...Object.fromEntries(paths.map((path) => [`POST /user/${path}`, answers[path] ?? ok()])),
    [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID, { nickname: 'as it is now' })),
  })
  return harness.query(
    `mutation { updateProfile(input: ${input}) { applied failed { part code } user { name gender } } }`,
  )
}
const writes = (): string[] => harness.calls().filter((call) => call.startsWith('POST'))

describe('a profile', () => {
  it('is changed part by part, in order, and then read afresh', async () => {
    const { data, errors } = await update(ALL)

    expect(errors).toEqual([])
    expect(data).toEqual({
      updateProfile: {
        applied: ['NICKNAME', 'PORTRAIT', 'GENDER', 'ST_ACCOUNT'],
        failed: [],
        user: { name: 'as it is now', gender: 'FEMALE' },
      },
    })
    expect(harness.calls()).toEqual([
      'POST /user/set_nickname',
      'POST /user/set_portrait_uri',
      'POST /user/set_gender',
      'POST /user/set_st_account',
      `GET /user/${OWN_ID}`,
    ])
  })

  it('is changed in what is given alone', async () => {
    await update('{gender: FEMALE, nickname: null}')

    expect(writes()).toEqual(['POST /user/set_gender'])
    expect(harness.sent[0]?.body).toEqual({ gender: 'female' })
  })

  it('keeps what went well beside what was refused', async () => {
    const { data, errors } = await update(ALL, {
      set_nickname: text(400, 'Length of nickname invalid.'),
      set_st_account: outcome(1000),
    })

    expect(errors).toEqual([])
    expect(data).toMatchObject({
      updateProfile: {
        applied: ['PORTRAIT', 'GENDER'],
        failed: [
          { part: 'NICKNAME', code: 'BAD_USER_INPUT' },
          { part: 'ST_ACCOUNT', code: 'CONFLICT' },
        ],
      },
    })
  })

  it('that is refused as a whole is data, too', async () => {
    const { data, errors } = await update('{stAccount: "ann-86"}', { set_st_account: outcome(1000) })

    expect(errors).toEqual([])
    expect(data).toMatchObject({
      updateProfile: { applied: [], failed: [{ part: 'ST_ACCOUNT', code: 'CONFLICT' }] },
    })
  })

  it.each([
    ['the session is no good', text(403, 'Not loged in.'), 'UNAUTHENTICATED'],
    ['the answer is lost', text(500, 'bug'), 'OUTCOME_UNKNOWN'],
  ])(
    'is an error where %s before anything was changed, and nothing more is sent',
    async (_, answer, code) => {
      const answered = await update(ALL, { set_nickname: answer })

      expect(answered.data).toEqual({ updateProfile: null })
      expect(codesOf(answered)).toEqual([`updateProfile: ${code}`])
      expect(writes()).toEqual(['POST /user/set_nickname'])
    },
  )

  it.each([
    ['the session ends', text(403, 'Not loged in.'), 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
    ['the answer is lost', text(500, 'bug'), 'OUTCOME_UNKNOWN', 'UPSTREAM_UNAVAILABLE'],
  ])('tells what was changed where %s after that, and sends no more', async (_, answer, code, unsent) => {
    const { data, errors } = await update(ALL, { set_portrait_uri: answer })

    expect(errors).toEqual([])
    expect(data).toMatchObject({
      updateProfile: {
        applied: ['NICKNAME'],
        failed: [
          { part: 'PORTRAIT', code },
          { part: 'GENDER', code: unsent },
          { part: 'ST_ACCOUNT', code: unsent },
        ],
      },
    })
    expect(writes()).toEqual(['POST /user/set_nickname', 'POST /user/set_portrait_uri'])
  })
})

describe('a user who is blocked or unblocked', () => {
  it('is read after the change, and null with an error where that fails', async () => {
    harness.answer({ 'POST /user/add_to_blacklist': ok(), 'GET /user/a': text(403, 'no') })
    const answer = await harness.query(
      'mutation { blockUser(input: {userId: "sealtalk:user:a"}) { userId user { name } } }',
    )

    expect(answer.data).toEqual({ blockUser: { userId: 'sealtalk:user:a', user: null } })
    expect(codesOf(answer)).toEqual(['blockUser.user: FORBIDDEN'])
  })

  it('costs no call but the confirmation where its id alone is selected', async () => {
    harness.answer({ 'POST /user/remove_from_blacklist': ok(), [`GET /user/${OWN_ID}`]: ok({ id: OWN_ID }) })
    const { data } = await harness.query(
      'mutation { unblockUser(input: {userId: "sealtalk:user:a"}) { userId user { id upstreamId } } }',
    )

    expect(data).toEqual({
      unblockUser: { userId: 'sealtalk:user:a', user: { id: 'sealtalk:user:a', upstreamId: 'a' } },
    })
    expect(harness.calls()).toEqual(['POST /user/remove_from_blacklist', `GET /user/${OWN_ID}`])
  })
})
