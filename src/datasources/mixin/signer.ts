import { hash, sign } from 'node:crypto'
import type { Keystore } from './keystore.ts'

export interface SignedRequest {
  readonly method: string
  /** Path with query, exactly as sent. */
  readonly path: string
  /** The exact text sent; empty for no body. */
  readonly body: string
  /** `X-Request-Id` of the attempt; used as `jti`. */
  readonly requestId: string
  /** The server's time, in milliseconds. */
  readonly serverTimeMs: number
}

/** Seconds that a token is valid; each is for one request. */
export const TOKEN_LIFETIME_SECONDS = 60

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

const HEADER = base64url(JSON.stringify({ alg: 'EdDSA', typ: 'JWT' }))

/** Signs a request of the bot: a JWT over method, path and body. @see docs/networks/mixin.md#signing */
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
