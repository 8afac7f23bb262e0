import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { userIdOf } from './world.ts'

/** The fictitious bot that every target uses. */
export const BOT = {
  appId: userIdOf(0xfff_ffff),
  sessionId: userIdOf(0xfff_fffe),
  sessionPrivateKey: '1f'.repeat(32),
} as const

const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${BOT.sessionPrivateKey}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
})

const base64url = (text: string): string => Buffer.from(text).toString('base64url')
const HEADER = base64url(JSON.stringify({ alg: 'EdDSA', typ: 'JWT' }))

const createToken = (method: string, path: string, body: string, requestId: string): string => {
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    uid: BOT.appId,
    sid: BOT.sessionId,
    iat,
    exp: iat + 60,
    jti: requestId,
    sig: createHash('sha256')
      .update(method + path + body)
      .digest('hex'),
    scp: 'FULL',
  }
  const signed = `${HEADER}.${base64url(JSON.stringify(claims))}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/**
 * Headers of one upstream call, the same work for every target: passes on the caller's `Authorization`, or signs the
 * call as the bot. @see docs/networks/mixin.md#signing
 */
export const upstreamHeaders = (
  authorization: string | undefined,
  method: string,
  path: string,
  body: string,
): Record<string, string> => {
  const requestId = randomUUID()
  return {
    accept: 'application/json',
    authorization: authorization ?? `Bearer ${createToken(method, path, body, requestId)}`,
    'x-request-id': requestId,
    ...(body !== '' && { 'content-type': 'application/json' }),
  }
}
