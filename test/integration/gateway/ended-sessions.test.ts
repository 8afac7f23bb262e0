import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSealer } from '../../../src/datasources/sealtalk/seal.ts'
import { Secret } from '../../../src/secret.ts'
import { codesOf } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { textAt } from '../../support/value-at.ts'

const SECRET = 'a secret of these tests'
const WHO = '{ viewer { sealtalk { user { id } } } }'
const REFUSED = ['viewer.sealtalk: UNAUTHENTICATED']
const LOGOUT_EVERYWHERE = 'mutation { logoutEverywhere { loggedOut } }'

type Headers = Record<string, string>

let stage: SealTalkGateway
let clock: ReturnType<typeof standingClock>

beforeEach(async () => {
  // It stands still: whatever happens at one time must be told apart by more than time.
  clock = standingClock(Date.now())
  stage = await startSealTalkGateway({ env: { SESSION_SECRET: SECRET }, clock })
})
afterEach(() => stage.close())

const lin = () => stage.sandbox.credentials.accounts[0]
const phoneOf = ({ region, phone }: { region: string; phone: string }) =>
  `phone: { region: "${region}", number: "${phone}" }`

const cookieIn = (headers: globalThis.Headers): Headers => ({
  cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '',
})
const logIn = async (password: string): Promise<Headers> => {
  const { headers, errors } = await stage.ask(
    `mutation { login(input: { ${phoneOf(lin())}, password: "${password}" }) { userId } }`,
  )
  expect(errors).toEqual([])
  return cookieIn(headers)
}
const changePassword = (headers: Headers, oldPassword = lin().password) =>
  stage.ask(
    `mutation { changePassword(input: { oldPassword: "${oldPassword}", newPassword: "changed-1" }) { changed } }`,
    headers,
  )
const who = async (headers: Headers): Promise<string[]> => codesOf(await stage.ask(WHO, headers))

const verify = async (phone: string): Promise<string> => {
  await stage.ask(`mutation { sendVerificationCode(input: { ${phone} }) { sent } }`)
  const { data } = await stage.ask(
    `mutation { verifyCode(input: { ${phone}, code: "9999" }) { verificationToken } }`,
  )
  return textAt(data, 'verifyCode.verificationToken')
}
const resetPassword = (token: string) =>
  stage.ask(
    `mutation { resetPassword(input: { password: "reset-1", verificationToken: "${token}" }) { changed } }`,
  )

describe('changePassword', () => {
  it('ends all other sessions of the user and keeps the calling one', async () => {
    const [own, other, third] = [await stage.signIn(), await stage.signIn(), await stage.signIn()]
    const stranger = await stage.signIn(1)
    const answer = await changePassword(own)
    expect(answer.errors).toEqual([])

    const renewed = cookieIn(answer.headers)
    expect(renewed['cookie']).toMatch(/^\S*parley_sealtalk=.{40,}/)
    expect(renewed).not.toEqual(own)
    for (const good of [own, renewed, stranger]) expect(await who(good)).toEqual([])
    for (const bad of [other, third]) {
      expect(await who(bad)).toEqual(REFUSED)
      expect(stage.calls()).toEqual([])
    }
    expect(await who(await logIn('changed-1'))).toEqual([])
  })

  it('keeps one session, whichever of its cookies is logged out', async () => {
    const own = await stage.signIn()
    const renewed = cookieIn((await changePassword(own)).headers)
    await stage.ask('mutation { logout { loggedOut } }', own)

    for (const cookie of [own, renewed]) expect(await who(cookie)).toEqual(REFUSED)
  })

  it('ends no session if the old password is wrong', async () => {
    const [own, other] = [await stage.signIn(), await stage.signIn()]
    expect(codesOf(await changePassword(own, 'wrong-1'))).toEqual(['changePassword: VERIFICATION_FAILED'])

    for (const session of [own, other]) expect(await who(session)).toEqual([])
  })

  it('ends the others if the password may have been changed', async () => {
    const [own, other] = [await stage.signIn(), await stage.signIn()]
    stage.sandbox.control.setFault({ kind: 'hang-up-after', endpoint: 'POST /user/change_password' })
    expect(codesOf(await changePassword(own))).toEqual(['changePassword: OUTCOME_UNKNOWN'])

    expect(await who(own)).toEqual([])
    expect(await who(other)).toEqual(REFUSED)
  })

  it('by one session ends the session that changed it before', async () => {
    const first = await stage.signIn()
    const renewed = cookieIn((await changePassword(first)).headers)
    const second = await logIn('changed-1')
    await changePassword(second, 'changed-1')

    expect(await who(second)).toEqual([])
    for (const ended of [first, renewed]) expect(await who(ended)).toEqual(REFUSED)
  })
})

describe('logoutEverywhere', () => {
  it('ends all sessions of the user, clears the cookie and calls the network', async () => {
    const [own, other] = [await stage.signIn(), await stage.signIn()]
    const stranger = await stage.signIn(1)
    const answer = await stage.ask(LOGOUT_EVERYWHERE, own)

    expect(answer).toMatchObject({ errors: [], data: { logoutEverywhere: { loggedOut: true } } })
    expect(answer.headers.getSetCookie()[0]).toMatch(/parley_sealtalk=; Max-Age=0/)
    expect(stage.calls()).toEqual(['POST /user/logout'])
    for (const ended of [own, other]) expect(await who(ended)).toEqual(REFUSED)
    expect(await who(stranger)).toEqual([])
    // Whoever signs in from now on is not concerned.
    expect(await who(await stage.signIn())).toEqual([])
  })

  it('ends the session for the rest of the operation', async () => {
    const own = await stage.signIn()
    const answer = await stage.ask(
      'mutation { logoutEverywhere { loggedOut } setAcceptsPokes(input: { acceptsPokes: true }) { acceptsPokes } }',
      own,
    )

    expect(codesOf(answer)).toEqual(['setAcceptsPokes: UNAUTHENTICATED'])
    expect(stage.calls()).toEqual(['POST /user/logout'])
  })

  it('ends sessions that were sealed by version 0.1', async () => {
    const { userId } = lin()
    const content = { cookie: stage.sandbox.signIn(userId), userId, issuedAt: clock.now() - 1_000 }
    const former = { 'x-sealtalk-session': createSealer(new Secret(SECRET)).seal(content) ?? '' }
    expect(await who(former)).toEqual([])
    await stage.ask(LOGOUT_EVERYWHERE, await stage.signIn())

    expect(await who(former)).toEqual(REFUSED)
  })

  it('needs a session, and clears the cookie of one that is not accepted', async () => {
    for (const headers of [{}, { 'x-sealtalk-session': 'gibberish' }]) {
      const answer = await stage.ask(LOGOUT_EVERYWHERE, headers)
      expect(codesOf(answer)).toEqual(['logoutEverywhere: UNAUTHENTICATED'])
      expect(answer.headers.getSetCookie()[0]).toMatch(/parley_sealtalk=; Max-Age=0/)
      expect(stage.calls()).toEqual([])
    }
  })
})

describe('resetPassword', () => {
  it('ends all sessions that were signed in with the phone, and no others', async () => {
    const sessions = [await stage.signIn(), await stage.signIn()]
    const stranger = await stage.signIn(1)
    const token = await verify(phoneOf(lin()))
    clock.advance(29 * 24 * 60 * 60_000)
    expect(await resetPassword(token)).toMatchObject({ errors: [] })

    for (const ended of sessions) expect(await who(ended)).toEqual(REFUSED)
    expect(await who(stranger)).toEqual([])
    expect(await who(await logIn('reset-1'))).toEqual([])
  })

  it('ends the session of an account that was registered with the same token', async () => {
    const phone = 'phone: { region: "86", number: "13912345670" }'
    const token = await verify(phone)
    const { headers } = await stage.ask(
      `mutation { register(input: { nickname: "Ann", password: "secret-1", verificationToken: "${token}" }) { userId } }`,
    )
    const session = cookieIn(headers)
    expect(await who(session)).toEqual([])
    await resetPassword(token)

    expect(await who(session)).toEqual(REFUSED)
  })

  it('ends no session with a token that is wrong', async () => {
    const session = await stage.signIn()
    await verify(phoneOf(lin()))
    expect(codesOf(await resetPassword('no-such-token'))).toEqual(['resetPassword: VERIFICATION_FAILED'])

    expect(await who(session)).toEqual([])
  })

  it('ends the sessions if the password may have been reset', async () => {
    const session = await stage.signIn()
    const token = await verify(phoneOf(lin()))
    stage.sandbox.control.setFault({ kind: 'hang-up-after', endpoint: 'POST /user/reset_password' })
    expect(codesOf(await resetPassword(token))).toEqual(['resetPassword: OUTCOME_UNKNOWN'])

    expect(await who(session)).toEqual(REFUSED)
  })

  it('seals and keeps no phone number', async () => {
    const { cookie = '' } = await stage.signIn()
    const content = createSealer(new Secret(SECRET)).open(cookie.split('=')[1] ?? '')

    expect(content).toMatchObject({ userId: lin().userId, phone: expect.any(String) })
    expect(JSON.stringify(content)).not.toContain(lin().phone)
  })
})

describe('a cached response', () => {
  it('is not sent to a session that another one has ended', async () => {
    const [own, other] = [await stage.signIn(), await stage.signIn()]
    // The third one comes from the cache.
    for (const _ of [1, 2, 3]) expect(await who(other)).toEqual([])
    await stage.ask(LOGOUT_EVERYWHERE, own)

    expect(await who(other)).toEqual(REFUSED)
  })
})
