import { afterEach, describe, expect, it } from 'vitest'
import type { MixinCredentials } from '../../../sandbox/mixin/credentials.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Answer, codesOf } from '../../support/gateway.ts'
import {
  startSandboxGateway,
  type SandboxGateway,
  type SandboxGatewayOptions,
} from '../../support/sandbox.ts'
import { textAt } from '../../support/value-at.ts'

const TOKEN = 'POST /oauth/token'

let harness: SandboxGateway
afterEach(() => harness.close())

const start = async (options: SandboxGatewayOptions = {}): Promise<MixinCredentials> => {
  harness = await startSandboxGateway(options)
  return harness.sandbox.credentials
}

const codeOf = ({ codes }: MixinCredentials, userId: string): string =>
  codes.find((one) => one.userId === userId)?.code ?? ''

const trade = (input: { code: string; clientId?: string; clientSecret?: string }): Promise<Answer> =>
  harness.gateway.query(
    `mutation ($input: AuthorizeTokenInput!) { authorizeToken(input: $input) { accessToken scope scopes } }`,
    { variables: { input } },
  )

/** Whose token it is, as the gateway sees it. */
const ownerOf = async (accessToken: string): Promise<unknown> => {
  const { data } = await harness.gateway.query('{ viewer { mixin { user { upstreamId phone } } } }', {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  return (data as { viewer: { mixin: { user: unknown } } }).viewer.mixin.user
}

describe('authorizeToken', () => {
  it('exchanges a code of the gateway’s own app for the user’s token, with the configured secret', async () => {
    const credentials = await start()

    const { data, errors } = await trade({ code: codeOf(credentials, x.boUserId) })

    expect(errors).toEqual([])
    expect(data).toEqual({
      authorizeToken: {
        accessToken: expect.stringMatching(/^eyJ/),
        scope: 'PROFILE:READ PHONE:READ',
        scopes: ['PROFILE:READ', 'PHONE:READ'],
      },
    })
    expect(harness.calls()).toEqual([TOKEN])
    expect(await ownerOf(textAt(data, 'authorizeToken.accessToken'))).toEqual({
      upstreamId: x.boUserId,
      phone: '+9990000001002',
    })
  })

  it('needs no credential, not even access to the bot', async () => {
    const credentials = await start({ env: { MIXIN_BOT_ACCESS: 'none' } })

    expect((await trade({ code: codeOf(credentials, x.aliaUserId) })).errors).toEqual([])
    expect(harness.callLog().map(({ auth }) => auth)).toEqual(['none'])
  })

  it('accepts a secret in the input, also where none is configured', async () => {
    const env = { MIXIN_CLIENT_SECRET: '' }
    const credentials = await start({ env })
    const code = codeOf(credentials, x.aliaUserId)

    expect(codesOf(await trade({ code }))).toEqual(['authorizeToken: BAD_USER_INPUT'])
    expect(harness.calls()).toEqual([])
    expect((await trade({ code, clientSecret: credentials.clientSecret })).errors).toEqual([])
  })

  it('works for other apps, also without a bot', async () => {
    const noBot = Object.fromEntries(
      ['APP_ID', 'SESSION_ID', 'SESSION_PRIVATE_KEY', 'SERVER_PUBLIC_KEY', 'CLIENT_SECRET', 'PIN'].map(
        (name) => [`MIXIN_${name}`, ''],
      ),
    )
    const credentials = await start({ env: { ...noBot, MIXIN_BOT_ACCESS: 'none' } })
    const { appId, clientSecret } = credentials
    const code = codeOf(credentials, x.aliaUserId)

    expect(codesOf(await trade({ code, clientSecret }))).toEqual(['authorizeToken: BAD_USER_INPUT'])
    expect(harness.calls()).toEqual([])
    expect((await trade({ code, clientSecret, clientId: appId.toUpperCase() })).errors).toEqual([])
  })

  it.each([
    ['an unknown code', { code: 'f'.repeat(64) }, 'VERIFICATION_FAILED', 20121],
    ['a wrong secret', { clientSecret: '0'.repeat(64) }, 'UNAUTHENTICATED', 401],
    ['an unknown app', { clientId: x.userId, clientSecret: '0'.repeat(64) }, 'UNAUTHENTICATED', 401],
  ])('reports %s with its code after one call', async (_, input, code, upstreamCode) => {
    const credentials = await start()

    const answer = await trade({ code: codeOf(credentials, x.aliaUserId), ...input })

    expect(codesOf(answer)).toEqual([`authorizeToken: ${code}`])
    expect(answer.errors[0]?.extensions).toMatchObject({ upstreamCode, retryable: false })
    expect(harness.calls()).toEqual([TOKEN])
  })

  it('is VERIFICATION_FAILED for a code of another app, or a used one', async () => {
    const credentials = await start()
    const code = codeOf(credentials, x.aliaUserId)
    const { appId, clientSecret } = credentials.cnbApp

    const foreign = await trade({ code, clientId: appId, clientSecret })
    expect(codesOf(foreign)).toEqual(['authorizeToken: VERIFICATION_FAILED'])

    expect((await trade({ code })).errors).toEqual([])
    expect(codesOf(await trade({ code }))).toEqual(['authorizeToken: VERIFICATION_FAILED'])
  })

  it.each([
    ['the secret of another app than its own', { clientId: x.cnbBotId }],
    ['an app id that is none', { clientId: '../me', clientSecret: 's' }],
    ['no code', { code: '' }],
    ['an endless code', { code: 'f'.repeat(513) }],
  ])('does not send %s', async (_, input) => {
    await start()

    expect(codesOf(await trade({ code: 'c0de', ...input }))).toEqual(['authorizeToken: BAD_USER_INPUT'])
    expect(harness.calls()).toEqual([])
  })

  it('is sent once where the response is lost, since the code may be used up', async () => {
    const credentials = await start()
    harness.sandbox.control.setFault({ endpoint: TOKEN, kind: 'hang-up-after', times: 1 })
    const code = codeOf(credentials, x.aliaUserId)

    expect(codesOf(await trade({ code }))).toEqual(['authorizeToken: OUTCOME_UNKNOWN'])
    expect(harness.calls()).toEqual([TOKEN])
    expect(codesOf(await trade({ code }))).toEqual(['authorizeToken: VERIFICATION_FAILED'])
  })

  it('logs no code, secret or token', async () => {
    const credentials = await start()
    const code = codeOf(credentials, x.aliaUserId)
    const { data } = await trade({ code })
    await trade({ code })
    harness.sandbox.control.setFault({ endpoint: TOKEN, kind: 'garbage' })
    await trade({ code, clientSecret: 'canary-of-a-secret' })

    const log = harness.gateway.logged.join('')
    expect(log).toContain('authorizeToken')
    const secrets = [
      code,
      credentials.clientSecret,
      'canary-of-a-secret',
      textAt(data, 'authorizeToken.accessToken'),
    ]
    for (const secret of secrets) expect(log).not.toContain(secret)
  })
})
