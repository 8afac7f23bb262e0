import { hash, sign } from 'node:crypto'
import type { Keystore } from './keystore.ts'

export interface SignedRequest {
  readonly method: string
  /** Path with query, exactly as sent. */
  readonly path: string
  /** The very text sent; empty for no body. */
  readonly body: string
  /** `X-Request-Id` of this attempt; becomes `jti`. */
  readonly requestId: string
  /** The server's time, in milliseconds. */
  readonly serverTimeMs: number
}

/** Seconds that a token is good for; it serves one request. */
export const TOKEN_LIFETIME_SECONDS = 60

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

const HEADER = base64url(JSON.stringify({ alg: 'EdDSA', typ: 'JWT' }))

/** Makes a bot's token for one request: a signed JWT over method, path and body. See docs/networks/mixin.md#signing. */
export const createSigner =
  ({ appId, sessionId, signingKey }: Keystore) =>
  ({ method, path, body, requestId, serverTimeMs }: SignedRequest): string => {
    const iat = Math.floor(serverTimeMs / 1000)
    const claims = {
      uid: appId,
      sid: sessionId,
      iat,
      exp: iat + TOKEN_LIFETIME_SECONDS,
      jti: requestId,
      sig: hash('sha256', method + path + body, 'hex'),
      scp: 'FULL',
    }
    const signed = `${HEADER}.${base64url(JSON.stringify(claims))}`
    return `${signed}.${sign(null, Buffer.from(signed), signingKey).toString('base64url')}`
  }
