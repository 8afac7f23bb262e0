import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { askBlaze } from './blaze-client.ts'
import { digest, ed25519Sign, jwt, send, userClient } from './mixin-client.ts'
import type { Reply } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'
import { encryptPin } from './mixin-pin.ts'
import type { WireAuthorization } from './mixin-wire.ts'

const fixture = useMixin()

const authorization = (answer: { data?: unknown }) => answer.data as WireAuthorization

const ask = async (given: Record<string, string> = {}) => {
  const params = { client_id: fixture.mixin.examples.cnbBotId, scope: 'PROFILE:READ PHONE:READ', ...given }
  return authorization(await askBlaze(fixture.mixin.blazeUrl, params)).authorization_id
}

let iterations = 0n
const nextIterator = () => (iterations += 1n)

/** The PIN of the gateway's bot, encrypted to the key of its old keystore. */
const sixDigits = (
  given: { pin?: string | Buffer; seconds?: number; iterator?: bigint; sessionSeed?: string } = {},
): string => {
  const { credentials } = fixture.mixin
  return encryptPin({
    pin: Buffer.from(given.pin ?? credentials.pin),
    seconds: given.seconds ?? Math.floor(fixture.clock() / 1_000),
    iterator: given.iterator ?? nextIterator(),
    sessionSeed: given.sessionSeed ?? credentials.sessionPrivateKey,
    serverKey: Buffer.from(credentials.legacyKeystore.pin_token, 'base64url'),
  })
}

const consent = (authorizationId: string, given: object = {}): Promise<Reply> =>
  fixture.bot.post('/oauth/authorize', {
    authorization_id: authorizationId,
    scopes: ['PROFILE:READ'],
    pin_base64: sixDigits(),
    ...given,
  })

const trade = (body: object): Promise<Reply> =>
  send(fixture.mixin.url, 'POST', '/oauth/token', { body: JSON.stringify(body) })

describe('POST /oauth/authorize', () => {
  it('gives a code for the scopes that were granted, from the bot that consents', async () => {
    const granted = authorization(await consent(await ask()))
    expect(granted.authorization_code).toMatch(/^[0-9a-f]{64}$/)
    expect(granted.scopes).toEqual(['PROFILE:READ'])
    expect(granted.app.app_id).toBe(fixture.mixin.examples.cnbBotId)
    const user = { user_id: fixture.mixin.examples.botId, relationship: '', code_id: '', phone: '' }
    expect(granted.user).toMatchObject(user)
  })

  it('gives consent once', async () => {
    const id = await ask()
    await consent(id)
    expect((await consent(id)).error?.code).toBe(20121)
  })

  it('takes plain base64 with padding, too', async () => {
    const padded = Buffer.from(sixDigits(), 'base64url').toString('base64')
    expect((await consent(await ask(), { pin_base64: padded })).status).toBe(200)
  })

  it('refuses unknown and expired requests and scopes that were not asked for', async () => {
    const id = await ask()
    expect((await consent(crypto.randomUUID())).error?.code).toBe(404)
    const scopes = [['PHONE:READ'], ['PROFILE:READ', 'ASSETS:READ'], 'PROFILE:READ']
    for (const asked of scopes) {
      expect((await consent(id, { scopes: asked })).error).toMatchObject({
        code: 10002,
        extra: { field: 'scopes' },
      })
    }
    fixture.advance(600_001)
    expect((await consent(id)).error?.code).toBe(20121)
  })

  it('is for bots', async () => {
    expect((await fixture.alia.post('/oauth/authorize', {})).error?.code).toBe(403)
  })
})

describe('a PIN', () => {
  const tryPin = async (pin: unknown) => (await consent(await ask(), { pin_base64: pin })).error?.code ?? 200

  it('that cannot be read is 20118', async () => {
    const foreign = sixDigits({ sessionSeed: '22'.repeat(32) })
    const pins = [
      foreign,
      '',
      'AAAA',
      '!!!',
      undefined,
      7,
      sixDigits({ pin: Buffer.from([0x22, 0x82, 0x51]) }),
    ]
    for (const pin of pins) expect(await tryPin(pin)).toBe(20118)
  })

  it('that is wrong, or from another time, is 20119', async () => {
    const now = Math.floor(fixture.clock() / 1_000)
    expect(await tryPin(sixDigits({ pin: '000000' }))).toBe(20119)
    expect(await tryPin(sixDigits({ seconds: now - 301 }))).toBe(20119)
    expect(await tryPin(sixDigits({ seconds: now + 300 }))).toBe(200)
  })

  it('that is sent twice is 20119 the second time: its iterator is spent', async () => {
    const iterator = nextIterator()
    const pin = sixDigits({ iterator })
    expect(await tryPin(pin)).toBe(200)
    expect(await tryPin(pin)).toBe(20119)
    expect(await tryPin(sixDigits({ iterator: iterator - 1n }))).toBe(20119)
    expect(fixture.mixin.control.calls().recent.at(-1)?.remark).toContain('iterator')
  })

  it('is refused with 429 for a day after five wrong ones, the right one, too', async () => {
    for (let wrong = 0; wrong < 5; wrong += 1) expect(await tryPin(sixDigits({ pin: '000000' }))).toBe(20119)
    expect(await tryPin(sixDigits())).toBe(429)
    fixture.advance(86_400_000)
    expect(await tryPin(sixDigits())).toBe(200)
  })

  it('that is right forgives the wrong ones before it', async () => {
    const pins = ['000000', '000000', '000000', '000000', undefined, '000000', undefined]
    const codes: number[] = []
    for (const pin of pins) codes.push(await tryPin(sixDigits(pin === undefined ? {} : { pin })))
    expect(codes).toEqual([20119, 20119, 20119, 20119, 200, 20119, 200])
  })

  it('is not looked at while something else is off', async () => {
    const id = await ask()
    for (let call = 0; call < 6; call += 1) {
      expect((await consent(id, { scopes: [], pin_base64: sixDigits({ pin: '000000' }) })).error?.code).toBe(
        10002,
      )
    }
    expect((await consent(id)).status).toBe(200)
  })
})

describe('the PIN of a bot that has moved to TIP', () => {
  // Its server key is known in Ed25519 form only, so the test turns it into X25519 form itself.
  const serverKey = (): Buffer => {
    const prime = 2n ** 255n - 19n
    const ed = Buffer.from(fixture.mixin.credentials.tipBot.keystore.server_public_key, 'hex').reverse()
    const y = BigInt(`0x${ed.toString('hex')}`) % 2n ** 255n
    const invert = (value: bigint, exponent = prime - 2n): bigint =>
      exponent === 0n
        ? 1n
        : (invert((value * value) % prime, exponent / 2n) * (exponent % 2n ? value : 1n)) % prime
    const u = ((1n + y) * invert((1n - y + prime) % prime)) % prime
    return Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse()
  }

  const consentWith = async (pinOf: (authorizationId: string) => Buffer) => {
    const id = await ask()
    const pin = encryptPin({
      pin: pinOf(id),
      seconds: Math.floor(fixture.clock() / 1_000),
      iterator: nextIterator(),
      sessionSeed: fixture.mixin.credentials.tipBot.keystore.session_private_key,
      serverKey: serverKey(),
    })
    const body = { authorization_id: id, scopes: ['PROFILE:READ'], pin_base64: pin }
    return (await fixture.tipBot.post('/oauth/authorize', body)).error?.code ?? 200
  }
  const message = (id: string) => createHash('sha256').update(`TIP:OAUTH:APPROVE:${id}`).digest()
  const spendKey = () => fixture.mixin.credentials.tipBot.spendKey

  it('is the spend key’s signature of what it consents to', async () => {
    expect(await consentWith((id) => ed25519Sign(spendKey(), message(id)))).toBe(200)
  })

  it('is neither another key’s, nor that of another act, nor six digits', async () => {
    expect(await consentWith((id) => ed25519Sign('33'.repeat(32), message(id)))).toBe(20119)
    expect(await consentWith(() => ed25519Sign(spendKey(), message(crypto.randomUUID())))).toBe(20119)
    expect(await consentWith(() => Buffer.from('123456'))).toBe(20119)
  })

  it('means nothing to a bot with six digits', async () => {
    const pin = sixDigits({ pin: ed25519Sign(spendKey(), message('x')) })
    expect((await consent(await ask(), { pin_base64: pin })).error?.code).toBe(20119)
  })
})

describe('POST /oauth/token', () => {
  const demo = (index: number) => {
    const { code, clientId } = fixture.mixin.credentials.codes[index] ?? { code: '', clientId: '' }
    return { client_id: clientId, code }
  }
  const secret = () => ({ client_secret: fixture.mixin.credentials.clientSecret })

  it('trades a code once for a token with the granted scopes as one string', async () => {
    const answer = await trade({ ...demo(1), ...secret() })
    expect(answer.data).toMatchObject({ scope: 'PROFILE:READ PHONE:READ' })
    const { access_token: token } = answer.data as { access_token: string }
    const bo = userClient(fixture.mixin.url, token)
    expect((await bo.get('/me')).data).toMatchObject({ user_id: fixture.mixin.examples.boUserId })
    expect((await bo.get('/circles')).error?.code).toBe(403)
    expect((await trade({ ...demo(1), ...secret() })).error?.code).toBe(20121)
    fixture.advance(31_536_000_000)
    expect((await bo.get('/me')).error?.code).toBe(401)
  })

  it('brings the demo codes back with a reset', async () => {
    await trade({ ...demo(0), ...secret() })
    fixture.mixin.control.reset()
    expect((await trade({ ...demo(0), ...secret() })).status).toBe(200)
  })

  it('wants the secret of the app that the code was made for, and spares the code until then', async () => {
    const { cnbApp } = fixture.mixin.credentials
    expect((await trade({ ...demo(0), client_secret: 'wrong' })).error?.code).toBe(401)
    expect((await trade(demo(0))).error).toMatchObject({ code: 10002, extra: { field: 'client_secret' } })
    const foreign = { client_id: cnbApp.appId, client_secret: cnbApp.clientSecret, code: demo(0).code }
    expect((await trade(foreign)).error?.code).toBe(20121)
    expect((await trade({ ...demo(0), ...secret() })).status).toBe(200)
  })

  it('takes the verifier instead, where a challenge came with the request', async () => {
    const codeVerifier = fixture.mixin.credentials.codes[2]?.codeVerifier
    expect((await trade({ ...demo(2), code_verifier: 'wrong' })).error?.code).toBe(401)
    expect((await trade({ ...demo(0), code_verifier: codeVerifier })).error?.code).toBe(401)
    expect((await trade({ ...demo(2), code_verifier: codeVerifier })).data).toMatchObject({
      scope: 'PROFILE:READ',
    })
  })

  it('takes the verifier of a request made over the websocket', async () => {
    const verifier = Buffer.from('a verifier of thirty-two bytes!!')
    const id = await ask({ code_challenge: createHash('sha256').update(verifier).digest('base64url') })
    const { authorization_code: code } = authorization(await consent(id))
    const client_id = fixture.mixin.examples.cnbBotId
    const answer = await trade({ client_id, code, code_verifier: verifier.toString('base64url') })
    expect(answer.data).toMatchObject({ scope: 'PROFILE:READ' })
  })

  it('takes a code for five minutes', async () => {
    const { appId, clientSecret } = fixture.mixin.credentials.cnbApp
    const { authorization_code: code } = authorization(await consent(await ask()))
    fixture.advance(300_001)
    expect((await trade({ client_id: appId, client_secret: clientSecret, code })).error?.code).toBe(20121)
  })

  it('is not to be had with an unknown code or a broken body', async () => {
    expect((await trade({ ...demo(0), ...secret(), code: 'f'.repeat(64) })).error?.code).toBe(20121)
    expect((await trade([])).error?.code).toBe(10002)
    const broken = await send(fixture.mixin.url, 'POST', '/oauth/token', { body: '{' })
    expect(broken.error?.code).toBe(400)
  })
})

describe('a right with an own key', () => {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
  const seed = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(16).toString('hex')

  const grant = async () => {
    const { code, clientId } = fixture.mixin.credentials.codes[1] ?? { code: '', clientId: '' }
    const { clientSecret } = fixture.mixin.credentials
    const ed25519 = publicKey.toString('base64url')
    const answer = await trade({ client_id: clientId, code, client_secret: clientSecret, ed25519 })
    return answer.data as { ed25519: string; authorization_id: string; scope: string; access_token?: string }
  }

  const me = (
    granted: Awaited<ReturnType<typeof grant>>,
    given: object = {},
    requestId = crypto.randomUUID(),
  ) => {
    const iat = Math.floor(fixture.clock() / 1_000)
    const claims = {
      iss: fixture.mixin.credentials.appId,
      aid: granted.authorization_id,
      scp: granted.scope,
      iat,
      exp: iat + 60,
      jti: requestId as string,
      sig: digest('GET', '/me'),
      ...given,
    }
    return send(fixture.mixin.url, 'GET', '/me', {
      token: jwt(seed, claims),
      headers: { 'x-request-id': requestId },
    })
  }

  it('has no access token and is used with signatures', async () => {
    const granted = await grant()
    expect(granted).not.toHaveProperty('access_token')
    expect((await me(granted)).data).toMatchObject({ user_id: fixture.mixin.examples.boUserId })
  })

  it('is refused with another app, scope or request id', async () => {
    const granted = await grant()
    const codes = await Promise.all([
      me(granted, { iss: fixture.mixin.examples.cnbBotId }),
      me(granted, { scp: 'PROFILE:READ' }),
      me(granted, { jti: crypto.randomUUID() }),
      me(granted, { aid: crypto.randomUUID() }),
    ])
    expect(codes.map((answer) => answer.error?.code)).toEqual([401, 401, 401, 401])
  })

  it('gets answers that the network has signed', async () => {
    const granted = await grant()
    const requestId = crypto.randomUUID()
    const answer = await me(granted, {}, requestId)
    const [head = '', body = '', signature = ''] = String(answer.headers['x-integrity-token']).split('.')
    const key = createPublicKey({
      key: Buffer.concat([
        Buffer.from('302a300506032b6570032100', 'hex'),
        Buffer.from(granted.ed25519, 'base64url'),
      ]),
      format: 'der',
      type: 'spki',
    })
    expect(verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({
      jti: requestId,
      sig: digest('GET', '/me', answer.text),
    })
  })
})
