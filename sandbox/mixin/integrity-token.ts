import { sign } from 'node:crypto'
import type { UpstreamRequest } from '../upstream.ts'
import type { KeyGrant } from './grants.ts'
import { requestDigest } from './signed-token.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The network's signature under an answer to a call that was signed with an own key. */
export const integrityToken = (
  grant: KeyGrant,
  request: UpstreamRequest,
  body: string | Buffer,
  nowMs: number,
): string => {
  const iat = Math.floor(nowMs / 1_000)
  const claims = {
    iat,
    exp: iat + 3_600,
    jti: request.headers['x-request-id'],
    sig: requestDigest(request.method, request.target, body),
  }
  const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), grant.server.privateKey).toString('base64url')}`
}
