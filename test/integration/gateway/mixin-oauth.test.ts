import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FaultKind } from '../../../sandbox/faults.ts'
import type { MixinCredentials } from '../../../sandbox/mixin/credentials.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Answer, codesOf } from '../../support/gateway.ts'
import {
  startSandboxGateway,
  type SandboxGateway,
  type SandboxGatewayOptions,
} from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { textAt } from '../../support/value-at.ts'

const SOCKET = 'WS REFRESH_OAUTH_CODE'
const CONSENT = 'POST /oauth/authorize'
const DAY_MS = 24 * 60 * 60_000

let harness: SandboxGateway
afterEach(() => harness.close())

const start = async (options: SandboxGatewayOptions = {}): Promise<MixinCredentials> => {
  harness = await startSandboxGateway(options)
  return harness.sandbox.credentials
}

const callsOf = (endpoint: string): number => harness.calls().filter((call) => call === endpoint).length

const consent = (
  input: { clientId?: string; scopes?: string[]; pin?: string } = {},
  signal?: AbortSignal,
): Promise<Answer> =>
  harness.gateway.query(
    `mutation ($input: AuthorizeAppInput!) { authorizeApp(input: $input) { authorization {
      authorizationId authorizationCode scopes codeId createdAt accessedAt
      app { upstreamId name } user { upstreamId identityNumber }
    } } }`,
    {
      variables: { input: { clientId: x.cnbBotId, scopes: ['PROFILE:READ'], ...input } },
      ...(signal && { signal }),
    },
  )

/** The gateway as the sandbox's other bot, which has moved to TIP. */
const startAsTipBot = (): Promise<MixinCredentials> =>
  start({
    env: ({ credentials: { tipBot } }) => ({
      MIXIN_APP_ID: tipBot.keystore.app_id,
      MIXIN_SESSION_ID: tipBot.keystore.session_id,
      MIXIN_SESSION_PRIVATE_KEY: tipBot.keystore.session_private_key,
      MIXIN_SERVER_PUBLIC_KEY: tipBot.keystore.server_public_key,
      MIXIN_CLIENT_SECRET: '',
      MIXIN_PIN: '',
      MIXIN_SPEND_KEY: tipBot.spendKey,
    }),
  })

/** The same, by nothing but its keystore as the dashboard gives it out. */
const startWithKeystore = (): Promise<MixinCredentials> =>
  start({
    env: ({ credentials: { tipBot } }) => {
      const path = join(mkdtempSync(join(tmpdir(), 'parley-')), 'keystore.json')
      writeFileSync(path, JSON.stringify(tipBot.keystore))
      return {
        MIXIN_KEYSTORE: path,
        MIXIN_APP_ID: '',
        MIXIN_SESSION_ID: '',
        MIXIN_SESSION_PRIVATE_KEY: '',
        MIXIN_SERVER_PUBLIC_KEY: '',
        MIXIN_CLIENT_SECRET: '',
        MIXIN_PIN: '',
      }
    },
  })

const wrongPin = (right: string): string => String(((Number(right) + 1) % 900_000) + 100_000).slice(0, 6)

describe('authorizeApp', () => {
  it('returns a code for a client id, with the configured PIN of six digits', async () => {
    await start()

    const { data, errors } = await consent({ scopes: ['PROFILE:READ', 'PHONE:READ', 'PROFILE:READ'] })

    expect(errors).toEqual([])
    expect(data).toEqual({
      authorizeApp: {
        authorization: {
          authorizationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          authorizationCode: expect.stringMatching(/^[0-9a-f]{64}$/),
          scopes: ['PROFILE:READ', 'PHONE:READ'],
          codeId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
          accessedAt: null,
          app: { upstreamId: x.cnbBotId, name: 'CNB' },
          user: { upstreamId: x.botId, identityNumber: '7000100001' },
        },
      },
    })
    expect(harness.calls()).toEqual([SOCKET, CONSENT])
    expect(harness.callLog().map(({ auth }) => auth)).toEqual(['none', 'bot'])
  })

  it('prefers the PIN of the input over the configured one', async () => {
    const { pin } = await start({ env: { MIXIN_PIN: '111111' } })

    expect((await consent({ pin })).errors).toEqual([])
    expect(codesOf(await consent())).toEqual(['authorizeApp: VERIFICATION_FAILED'])
  })

  it('signs with the spend key of a bot that has moved to TIP, configured or sent', async () => {
    const { tipBot } = await startAsTipBot()

    const configured = await consent()
    expect(configured.errors).toEqual([])
    expect(configured.data).toMatchObject({
      authorizeApp: { authorization: { user: { upstreamId: x.tipBotId } } },
    })
    expect((await consent({ pin: tipBot.spendKey })).errors).toEqual([])
    expect(codesOf(await consent({ pin: 'ab'.repeat(32) }))).toEqual(['authorizeApp: VERIFICATION_FAILED'])
  })

  it('needs nothing but a keystore that holds the spend key', async () => {
    await startWithKeystore()

    const { data, errors } = await consent()

    expect(errors).toEqual([])
    expect(data).toMatchObject({ authorizeApp: { authorization: { user: { upstreamId: x.tipBotId } } } })
  })

  it('gives consent repeatedly, in sequence and in parallel, with growing iterators', async () => {
    await start()

    const answers = await Promise.all(Array.from({ length: 6 }, () => consent()))

    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    const codes = answers.map(({ data }) => textAt(data, 'authorizeApp.authorization.authorizationCode'))
    expect(new Set(codes).size).toBe(6)
  })

  it('returns a code that authorizeToken exchanges for a token of the bot', async () => {
    const { cnbApp } = await start()
    const { data } = await consent()
    const code = textAt(data, 'authorizeApp.authorization.authorizationCode')

    const traded = await harness.gateway.query(
      `mutation ($input: AuthorizeTokenInput!) { authorizeToken(input: $input) { accessToken scopes } }`,
      { variables: { input: { code, clientId: cnbApp.appId, clientSecret: cnbApp.clientSecret } } },
    )
    expect(traded.data).toMatchObject({ authorizeToken: { scopes: ['PROFILE:READ'] } })

    const headers = { authorization: `Bearer ${textAt(traded.data, 'authorizeToken.accessToken')}` }
    const viewer = await harness.gateway.query('{ viewer { mixin { user { upstreamId relationship } } } }', {
      headers,
    })
    expect(viewer.data).toEqual({ viewer: { mixin: { user: { upstreamId: x.botId, relationship: 'ME' } } } })
    expect(harness.callLog().at(-1)).toMatchObject({ endpoint: 'GET /me', auth: 'user' })
  })

  it('is NOT_FOUND for an unknown app, without sending the PIN', async () => {
    await start()

    for (const clientId of ['00000000-0000-4000-8000-000000000000', x.userId]) {
      const answer = await consent({ clientId })
      expect(codesOf(answer)).toEqual(['authorizeApp: NOT_FOUND'])
    }
    expect(harness.calls()).toEqual([SOCKET, SOCKET])
  })

  it.each([
    ['no app id', { clientId: 'x' }],
    ['scopes without PROFILE:READ', { scopes: ['PHONE:READ'] }],
    ['scopes that are none', { scopes: ['PROFILE:READ', 'a b'] }],
    ['a PIN of other digits', { pin: '１２３４５６' }],
  ])('does not send %s', async (_, input) => {
    await start()

    expect(codesOf(await consent(input))).toEqual(['authorizeApp: BAD_USER_INPUT'])
    expect(harness.calls()).toEqual([])
  })

  it('needs a PIN, a server key to encrypt it, and full access to the bot', async () => {
    await start({ env: { MIXIN_PIN: '' } })
    expect(codesOf(await consent())).toEqual(['authorizeApp: BAD_USER_INPUT'])
    await harness.close()

    await start({ env: { MIXIN_SERVER_PUBLIC_KEY: '' } })
    expect(codesOf(await consent())).toEqual(['authorizeApp: UNSUPPORTED'])
    await harness.close()

    await start({ env: { MIXIN_BOT_ACCESS: 'read' } })
    expect(codesOf(await consent())).toEqual(['authorizeApp: UNAUTHENTICATED'])
    expect(harness.calls()).toEqual([])
  })
})

describe('wrong PINs', () => {
  it('are rejected after three, as is the right one, and then allowed once a day', async () => {
    const clock = standingClock(Date.now())
    const { pin } = await start({ clock, sandbox: { clock: clock.now } })
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await consent({ pin: wrongPin(pin) })
      expect(codesOf(answer)).toEqual(['authorizeApp: VERIFICATION_FAILED'])
      expect(answer.errors[0]?.extensions).toMatchObject({ upstreamCode: 20119 })
    }
    const calls = harness.calls()

    for (const given of [wrongPin(pin), pin]) {
      const answer = await consent({ pin: given })
      expect(codesOf(answer)).toEqual(['authorizeApp: VERIFICATION_FAILED'])
      expect(answer.errors[0]).toMatchObject({
        message: expect.stringContaining('docs/limits.md'),
        extensions: { retryable: false, retryAfterMs: DAY_MS },
      })
      expect(answer.errors[0]?.extensions).not.toHaveProperty('upstreamCode')
    }
    expect(harness.calls()).toEqual(calls)

    clock.advance(DAY_MS)
    expect((await consent({ pin })).errors).toEqual([])
  })

  it('in parallel are limited as well: three of ten reach Mixin, which locks at five', async () => {
    const { pin } = await start()

    const answers = await Promise.all(Array.from({ length: 10 }, () => consent({ pin: wrongPin(pin) })))

    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['authorizeApp: VERIFICATION_FAILED']))
    expect(harness.calls().filter((endpoint) => endpoint === CONSENT)).toHaveLength(3)
  })

  it('are counted where the client disconnects or the response is lost', async () => {
    const { pin } = await start()
    const { control } = harness.sandbox
    control.setFault({ endpoint: CONSENT, kind: 'hang-up-after', times: 1 })
    expect(codesOf(await consent({ pin: wrongPin(pin) }))).toEqual(['authorizeApp: OUTCOME_UNKNOWN'])
    control.setFault({ endpoint: CONSENT, kind: 'latency', latencyMs: 200 })
    for (let turn = 2; turn <= 3; turn += 1) {
      const leaving = new AbortController()
      const left = consent({ pin: wrongPin(pin) }, leaving.signal).catch((error: unknown) => error)
      await vi.waitFor(() => expect(callsOf(CONSENT)).toBe(turn))
      leaving.abort()
      expect(await left).toMatchObject({ name: 'AbortError' })
    }

    expect(codesOf(await consent({ pin }))).toEqual(['authorizeApp: VERIFICATION_FAILED'])
    expect(callsOf(CONSENT)).toBe(3)
  })

  it('are not counted where Mixin has not checked them', async () => {
    const { pin } = await start()
    harness.sandbox.control.setFault({ endpoint: CONSENT, kind: 'error', code: 403 })
    for (let turn = 0; turn < 4; turn += 1) {
      expect(codesOf(await consent({ pin: wrongPin(pin) }))).toEqual(['authorizeApp: FORBIDDEN'])
    }
    harness.sandbox.control.clearFaults()

    expect((await consent({ pin })).errors).toEqual([])
  })

  it('are reset by the right one', async () => {
    const { pin } = await start()
    for (const given of [wrongPin(pin), wrongPin(pin), pin, wrongPin(pin), wrongPin(pin)]) {
      await consent({ pin: given })
    }

    expect((await consent({ pin })).errors).toEqual([])
  })

  it('are in no log line and no error', async () => {
    const { pin } = await start()
    const wrong = wrongPin(pin)
    const answers = [await consent({ pin: wrong }), await consent()]
    harness.sandbox.control.setFault({ endpoint: CONSENT, kind: 'garbage' })
    answers.push(await consent())

    const said = harness.gateway.logged.join('') + JSON.stringify(answers.map(({ errors }) => errors))
    expect(said).toContain('getAuthorizeCode')
    for (const secret of [pin, wrong]) expect(said).not.toMatch(new RegExp(`\\b${secret}\\b`))
  })
})

describe('a failing websocket', () => {
  it.each<FaultKind>([
    'hang-up-before',
    'hang-up-after',
    'garbage',
    'html',
    'truncated',
    'wrong-types',
    'null-data',
    'big-body',
    'gzip-bomb',
    'redirect',
    '500',
  ])('(%s) is UPSTREAM_UNAVAILABLE, and no PIN is sent', async (kind) => {
    await start()
    harness.sandbox.control.setFault({ endpoint: SOCKET, kind })

    const answer = await consent()

    expect(codesOf(answer)).toEqual(['authorizeApp: UPSTREAM_UNAVAILABLE'])
    expect(harness.calls()).toEqual([SOCKET])
  })

  it('with frames of other requests only times out', async () => {
    await start({ callTimeoutMs: 300 })
    harness.sandbox.control.setFault({ endpoint: SOCKET, kind: 'wrong-request-id' })

    expect(codesOf(await consent())).toEqual(['authorizeApp: UPSTREAM_UNAVAILABLE'])
    expect(harness.calls()).toEqual([SOCKET])
  })

  it('without a server is UPSTREAM_UNAVAILABLE', async () => {
    await start({ env: { MIXIN_BLAZE_URL: 'ws://127.0.0.1:1' } })

    expect(codesOf(await consent())).toEqual(['authorizeApp: UPSTREAM_UNAVAILABLE'])
    expect(harness.calls()).toEqual([])
  })
})

describe('the call with the PIN', () => {
  it.each<FaultKind>(['hang-up-before', 'hang-up-after', 'html', 'wrong-request-id'])(
    'is sent once where its answer is lost (%s)',
    async (kind) => {
      await start()
      harness.sandbox.control.setFault({ endpoint: CONSENT, kind })

      expect(codesOf(await consent())).toEqual(['authorizeApp: OUTCOME_UNKNOWN'])
      expect(harness.calls()).toEqual([SOCKET, CONSENT])
    },
  )

  it('is not repeated after a clock error; the next one is signed with the right time', async () => {
    await start({ sandbox: { clock: () => Date.now() + 600_000 } })

    expect(codesOf(await consent())).toEqual(['authorizeApp: UNAUTHENTICATED'])
    expect(harness.calls()).toEqual([SOCKET, CONSENT])
    expect((await consent()).errors).toEqual([])
  })
})
