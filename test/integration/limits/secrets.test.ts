import { isInputObjectType, getNamedType } from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import { findSecretMutations } from '../../../src/limits/secrets.ts'
import { createSchema } from '../../../src/schema.ts'
import { ok, startSealTalkHarness } from '../../support/sealtalk-upstream.ts'

const SECRET_MUTATIONS = [
  'authorizeApp',
  'authorizeToken',
  'changePassword',
  'login',
  'register',
  'resetPassword',
  'verifyCode',
]

const paths = [
  ['the Yoga path', await startSealTalkHarness({ PARLEY_PATH: 'yoga' })],
  ['the fast path', await startSealTalkHarness({ PARLEY_PATH: 'fast' })],
] as const
afterAll(() => Promise.all(paths.map(([, harness]) => harness.close())))

const PHONE = 'phone: { region: "86", number: "13800000000" }'
const login = (password: string): string => `login(input: { ${PHONE}, password: "${password}" }) { userId }`
const verify = (code: string): string =>
  `verifyCode(input: { ${PHONE}, code: "${code}" }) { verificationToken }`

const refusal = (count: number, names: string) => ({
  status: 400,
  data: undefined,
  errors: [
    {
      message: `This document has ${count} mutations that check a secret (${names}). Send each in its own request.`,
      extensions: { code: 'QUERY_TOO_COMPLEX', retryable: false },
    },
  ],
})

describe('the mutations that check a secret', () => {
  const schema = createSchema()

  it('are those that the SDL marks', () => {
    expect([...findSecretMutations(schema)].sort()).toEqual(SECRET_MUTATIONS)
  })

  it('are all that take a password, code, PIN, token or secret', () => {
    // The code of an invitation is a UUID, which nobody can guess.
    const isInvitation = (name: string): boolean => name === 'joinConversation'
    const takesSecret = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(
      ({ args, name: mutation }) =>
        !isInvitation(mutation) &&
        args.some(({ type }) => {
          const input = getNamedType(type)
          const names = isInputObjectType(input) ? Object.keys(input.getFields()) : []
          return names.some((name) => /password|code|pin|token|secret/i.test(name))
        }),
    )

    expect(takesSecret.map(({ name }) => name).sort()).toEqual(SECRET_MUTATIONS)
  })
})

describe.each(paths)('%s', (_, harness) => {
  it('accepts one of them', async () => {
    harness.answer({ 'POST /user/verify_code': ok({ verification_token: 'token' }) })

    expect(await harness.queryAsNobody(`mutation { ${verify('1234')} }`)).toMatchObject({
      status: 200,
      data: { verifyCode: { verificationToken: 'token' } },
    })
    expect(harness.calls()).toEqual(['POST /user/verify_code'])
  })

  it.each([
    ['by aliases', `mutation { a: ${login('aaaaaa')} b: ${login('bbbbbb')} }`, refusal(2, 'login')],
    [
      'a dozen times',
      `mutation { ${Array.from({ length: 12 }, (_, i) => `c${i}: ${verify(String(1000 + i))}`).join(' ')} }`,
      refusal(12, 'verifyCode'),
    ],
    [
      'by different ones',
      `mutation { ${login('aaaaaa')} ${verify('1234')} }`,
      refusal(2, 'login, verifyCode'),
    ],
    [
      'in fragments',
      `mutation { ...F ... on Mutation { b: ${login('bbbbbb')} } }
      fragment F on Mutation { ... { a: ${login('aaaaaa')} } logout { loggedOut } }`,
      refusal(2, 'login'),
    ],
    [
      'where one may be skipped',
      `mutation ($no: Boolean = true) { a: ${login('aaaaaa').replace('{ userId', '@skip(if: $no) { userId')} ${login('bbbbbb')} }`,
      refusal(2, 'login'),
    ],
    [
      'among other mutations',
      `mutation { logout { loggedOut } a: ${login('aaaaaa')} renewImToken { imToken } b: ${login('bbbbbb')} }`,
      refusal(2, 'login'),
    ],
  ])('refuses to try several at once, %s, before anything runs', async (_, document, expected) => {
    harness.answer({})

    for (const _ of ['first', 'again']) expect(await harness.query(document)).toMatchObject(expected)
    expect(harness.sent).toEqual([])
  })

  it('accepts one per operation, since only one operation is executed', async () => {
    harness.answer({
      'POST /user/login': ok(),
      'POST /user/verify_code': ok({ verification_token: 'token' }),
    })
    const query = `mutation In { ${login('aaaaaa')} } mutation Verify { ${verify('1234')} }`

    const answer = await fetch(`${harness.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName: 'Verify' }),
    })

    expect(answer.status).toBe(200)
    expect(harness.calls()).toEqual(['POST /user/verify_code'])
  })

  it('accepts the same field twice under one response name, which runs once', async () => {
    harness.answer({ 'POST /user/verify_code': ok({ verification_token: 'token' }) })

    await harness.queryAsNobody(
      `mutation { ${verify('1234')} ...F } fragment F on Mutation { ${verify('1234')} }`,
    )

    expect(harness.calls()).toEqual(['POST /user/verify_code'])
  })
})
