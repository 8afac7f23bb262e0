import { createHash, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isJsonObject, parseJson } from '../response.ts'
import type { UpstreamRequest } from '../upstream.ts'

/** A JWT taken apart, not yet believed. */
export type SignedToken = {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  signedPart: string
  signature: Buffer
}

const BASE64URL = /^[A-Za-z0-9_-]+$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MAX_AHEAD_SECONDS = 300

const decodePart = (part: string): Record<string, unknown> | null => {
  const value = parseJson(Buffer.from(part, 'base64url').toString())
  return isJsonObject(value) ? value : null
}

/** Takes a token apart; null where it is no JWT. */
export const toSignedToken = (token: string): SignedToken | null => {
  const parts = token.split('.')
  const [head = '', body = '', signature = ''] = parts
  if (parts.length !== 3 || !parts.every((part) => BASE64URL.test(part))) return null
  const header = decodePart(head)
  const claims = decodePart(body)
  if (header === null || claims === null) return null
  return { header, claims, signedPart: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') }
}

/** Lower-case hex of SHA-256 over method, path with query, and body, as sent. */
export const requestDigest = (method: string, target: string, body: Buffer | string): string =>
  createHash('sha256').update(method).update(target).update(body).digest('hex')

const timeProblem = (claims: Record<string, unknown>, nowSeconds: number): string | null => {
  const { iat, exp } = claims as { iat?: unknown; exp?: unknown }
  if (typeof iat !== 'number' || typeof exp !== 'number') return 'iat or exp is not a number'
  if (exp <= nowSeconds) return 'expired'
  return iat > nowSeconds + MAX_AHEAD_SECONDS ? 'iat is more than five minutes ahead' : null
}

/**
 * What is wrong with a token, in words for the call log; null where it may be believed. Whether
 * it was used before is not asked here.
 */
export const findProblem = (
  token: SignedToken,
  key: KeyObject,
  request: UpstreamRequest,
  nowMs: number,
): string | null => {
  const { header, claims } = token
  if (header['alg'] !== 'EdDSA' || header['typ'] !== 'JWT') return 'header is not EdDSA, JWT'
  if (!verify(null, Buffer.from(token.signedPart), key, token.signature)) return 'wrong signature'
  if (typeof claims['jti'] !== 'string' || !UUID.test(claims['jti'])) return 'jti is not a UUID'
  if (claims['sig'] !== requestDigest(request.method, request.target, request.body)) {
    return 'sig does not fit method, path and body'
  }
  return timeProblem(claims, nowMs / 1_000)
}
