import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { signAccessToken, uniqueConversationID } from '@mixin.dev/mixin-node-sdk'
import { describe, expect, it } from 'vitest'
import { contactConversationId } from '../../../../src/datasources/mixin/ids.ts'
import { openKeystore } from '../../../../src/datasources/mixin/keystore.ts'
import { createSigner } from '../../../../src/datasources/mixin/signer.ts'
import { Secret } from '../../../../src/secret.ts'
import { BOT } from '../../../support/mixin-upstream.ts'

const keystore = openKeystore({
  appId: BOT.appId,
  sessionId: BOT.sessionId,
  sessionPrivateKey: new Secret(BOT.seed),
})

const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>

const request = {
  method: 'POST',
  path: '/users/fetch?x=1',
  body: '["e8e8cd79-cd40-4796-8c54-3a13cfe50115"]',
  requestId: randomUUID(),
  serverTimeMs: 1_700_000_000_999,
}

describe('signing', () => {
  it('makes a token whose signature the bot’s public key verifies', () => {
    const [header, claims, signature = ''] = createSigner(keystore)(request).split('.')
    const publicKey = createPublicKey(keystore.signingKey)

    expect(
      verify(null, Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')),
    ).toBe(true)
    expect(decode(header)).toEqual({ alg: 'EdDSA', typ: 'JWT' })
  })

  it('claims method, path with query and body, for one minute of server time', () => {
    const claims = decode(createSigner(keystore)(request).split('.')[1])

    expect(claims).toEqual({
      uid: BOT.appId,
      sid: BOT.sessionId,
      iat: 1_700_000_000,
      exp: 1_700_000_060,
      jti: request.requestId,
      sig: createHash('sha256').update(`POST${request.path}${request.body}`).digest('hex'),
      scp: 'FULL',
    })
  })

  it('agrees with Mixin’s own SDK on what is signed', () => {
    const theirs = signAccessToken(request.method, request.path, request.body, request.requestId, {
      app_id: BOT.appId,
      session_id: BOT.sessionId,
      session_private_key: BOT.seed,
      server_public_key: BOT.serverKey,
    })
    const ours = createSigner(keystore)(request).split('.')
    const [theirHeader, theirClaims] = theirs.split('.')
    const { iat: _, exp: __, ...same } = decode(theirClaims)

    expect(decode(theirHeader)).toEqual(decode(ours[0]))
    expect(decode(ours[1])).toMatchObject(same)
  })

  it('reads old keystores, whose private key is base64 of seed and public key', () => {
    const publicKey = createPublicKey(keystore.signingKey)
      .export({ format: 'der', type: 'spki' })
      .subarray(12)
    const both = Buffer.concat([Buffer.from(BOT.seed, 'hex'), publicKey])

    for (const encoding of ['base64', 'base64url'] as const) {
      const old = openKeystore({
        appId: BOT.appId,
        sessionId: BOT.sessionId,
        sessionPrivateKey: new Secret(both.toString(encoding)),
      })
      expect(createSigner(old)(request)).toBe(createSigner(keystore)(request))
    }
  })
})

describe('the id of a contact conversation', () => {
  const [one, other] = ['11efbb75-e7fe-44d7-a14f-698535289310', 'e8e8cd79-cd40-4796-8c54-3a13cfe50115']

  it('is the documented one, from either side', () => {
    expect(contactConversationId(one, other)).toBe('dd219235-e83a-3b85-a13f-d0f20fa0e833')
    expect(contactConversationId(other, one)).toBe('dd219235-e83a-3b85-a13f-d0f20fa0e833')
  })

  it('agrees with Mixin’s own SDK for any two users', () => {
    for (let index = 0; index < 20; index += 1) {
      const [first, second] = [randomUUID(), randomUUID()]
      expect(contactConversationId(first, second)).toBe(uniqueConversationID(first, second))
    }
  })
})
