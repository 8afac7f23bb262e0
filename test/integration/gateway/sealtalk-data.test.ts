import { afterEach, describe, expect, it } from 'vitest'
import type { SealTalkUpstreamOptions } from '../../../sandbox/sealtalk/upstream.ts'
import { codesOf } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { send } from '../sandbox/sealtalk-client.ts'

let harness: SealTalkGateway
const open = async (sandbox: SealTalkUpstreamOptions = {}, env: Record<string, string> = {}) => {
  harness = await startSealTalkGateway({
    sandbox,
    env: { TRUST_PROXY: '127.0.0.1', LIMIT_TRIES_PER_ADDRESS: '1000', ...env },
  })
}
afterEach(() => harness.close())

const NICKNAME =
  'mutation ($to: String!) { updateProfile(input: { nickname: $to }) { applied failed { part code message } } }'
const REGISTER =
  'mutation ($nickname: String!, $token: String!) { register(input: {nickname: $nickname, password: "secret", verificationToken: $token}) { userId } }'

const change = (to: string, headers: Record<string, string>) =>
  harness.gateway.query(NICKNAME, { variables: { to }, headers })

const post = (path: string, body: unknown) => send(harness.sandbox.url, 'POST', path, { body })

/** A verification token of a phone, past the gateway and its limits. */
const tokenOf = async (phone: string): Promise<string> => {
  const to = { region: '86', phone }
  await post('/user/send_code', to)
  const { result } = await post('/user/verify_code', { ...to, code: harness.sandbox.credentials.testCode })
  return (result as { verification_token: string }).verification_token
}

describe('a nickname that the server cannot store', () => {
  it('is refused with its name, and nothing is sent', async () => {
    await open()
    const headers = await harness.signIn()
    harness.sandbox.control.resetCalls()

    const { errors } = await change('Ann 😀', headers)

    expect(errors[0]?.message).toMatch(/^nickname: .*emoji/)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', network: 'SEALTALK' })
    expect(harness.calls()).toEqual([])
  })

  it('is refused, not lost, if the setting says otherwise than the server, and hurts nobody else', async () => {
    await open({}, { SEALTALK_UTF8MB4: '1' })
    const [attacker, victim] = [await harness.signIn(0), await harness.signIn(1)]
    for (let turn = 0; turn < 12; turn += 1) {
      const { data, errors } = await change('Ann 😀', attacker)
      expect(errors).toEqual([])
      expect(data).toEqual({
        updateProfile: {
          applied: [],
          failed: [
            {
              part: 'NICKNAME',
              code: 'BAD_USER_INPUT',
              message:
                'SealTalk refused nickname, because it cannot store it. Nothing was changed. Check its length and characters.',
            },
          ],
        },
      })
    }

    expect(await change('Max', victim)).toMatchObject({
      errors: [],
      data: { updateProfile: { applied: ['NICKNAME'], failed: [] } },
    })
  })

  it('is stored if both agree', async () => {
    await open({ database: 'utf8mb4' }, { SEALTALK_UTF8MB4: '1' })

    expect(await change('Ann 😀', await harness.signIn())).toMatchObject({
      errors: [],
      data: { updateProfile: { applied: ['NICKNAME'] } },
    })
  })
})

describe('a phone number that the server cannot store', () => {
  it('is refused before a text message is sent', async () => {
    await open()
    const answer = await harness.ask(
      'mutation { sendVerificationCode(input: {phone: {region: "86", number: "8613812345678"}}) { sent } }',
    )

    expect(codesOf(answer)).toEqual(['sendVerificationCode: BAD_USER_INPUT'])
    expect(harness.calls()).toEqual([])
  })
})

describe('parallel registrations', () => {
  const PHONES = Array.from({ length: 12 }, (_, nth) => `139000010${10 + nth}`)

  const registerAll = async (addressOf: (nth: number) => string) => {
    const tokens = await Promise.all(PHONES.map(tokenOf))
    return Promise.all(
      tokens.map((token, nth) =>
        harness.gateway.query(REGISTER, {
          variables: { nickname: `New ${nth}`, token },
          headers: { 'x-forwarded-for': addressOf(nth) },
        }),
      ),
    )
  }

  it.each([
    ['one address', () => '203.0.113.1'],
    ['many addresses', (nth: number) => `203.0.113.${nth}`],
  ])('of %s all succeed, and do not hang the server', async (_, addressOf) => {
    await open({ hasConnectionPool: true })
    const answers = await registerAll(addressOf)

    expect(answers.flatMap(codesOf)).toEqual([])
    expect(await harness.gateway.query('{ regions { code } }')).toMatchObject({ errors: [] })
  })
})
