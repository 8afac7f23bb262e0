import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { parseCookie } from 'cookie'
import type { Caller } from '../request/request.ts'
import type { Secret } from '../secret.ts'

/** Cookie with the sealed SealTalk session of a browser. */
export const SESSION_COOKIE = 'parley_sealtalk'

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

/**
 * Node.js keeps the first of several `Authorization` headers, but a proxy may have checked another one.
 * Joined, as Node.js joins most headers, they are an invalid credential.
 */
const authorizationOf = ({ headers, rawHeaders }: IncomingMessage): string | undefined => {
  const { authorization } = headers
  if (authorization === undefined) return undefined
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (name.length === 13 && name.toLowerCase() === 'authorization') count += 1
  }
  return count === 1 ? authorization : `${authorization}, and ${count - 1} more`
}

export interface CallerOptions {
  readonly apiKeys: readonly Secret[]
  /** Addresses and CIDR blocks of proxies whose `X-Forwarded-For` and `-Proto` are trusted. */
  readonly trustProxy: readonly string[]
}

export interface CallerReader {
  read(request: IncomingMessage): Caller
  /** Whether the client uses TLS, according to the socket or a trusted proxy. */
  isSecure(request: IncomingMessage): boolean
}

/** Reads a request's credentials and client address. Trusts configured proxies only. */
export const createCallerReader = ({ apiKeys, trustProxy }: CallerOptions): CallerReader => {
  const known = apiKeys.map((key) => digest(key.reveal()))
  const trusted = new BlockList()
  for (const entry of trustProxy) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(prefix), family)
  }

  const isTrusted = (address: string | undefined): boolean =>
    trustProxy.length > 0 &&
    address !== undefined &&
    isIP(address) !== 0 &&
    trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  const apiKeyOf = (hashed: Buffer | undefined): Caller['apiKey'] => {
    if (!hashed) return 'absent'
    // Compares all keys, so that the time reveals nothing.
    const matches = known.filter((candidate) => timingSafeEqual(candidate, hashed))
    return matches.length > 0 ? 'known' : 'unknown'
  }

  const peerOf = (request: IncomingMessage): string | undefined =>
    request.socket.remoteAddress?.replace(/^::ffff:/, '')

  /** The last address that is not a trusted proxy's. Clients can forge everything to the left of it. */
  const addressOf = (request: IncomingMessage): string | undefined => {
    const peer = peerOf(request)
    if (!isTrusted(peer)) return peer
    const forwarded = (header(request, 'x-forwarded-for') ?? '').split(',').map((part) => part.trim())
    return forwarded.findLast((address) => isIP(address) !== 0 && !isTrusted(address)) ?? peer
  }

  return {
    read(request) {
      const key = header(request, 'x-api-key')
      const hashed = key === undefined ? undefined : digest(key)
      const address = addressOf(request)
      const { cookie } = request.headers
      return {
        authorization: authorizationOf(request),
        apiKey: apiKeyOf(hashed),
        sealtalkSession:
          header(request, 'x-sealtalk-session') ??
          (cookie === undefined ? undefined : parseCookie(cookie)[SESSION_COOKIE]),
        address,
        identity: hashed ? `key:${hashed.toString('base64url')}` : `address:${address ?? 'unknown'}`,
      }
    },
    isSecure: (request) =>
      'encrypted' in request.socket ||
      (isTrusted(peerOf(request)) &&
        header(request, 'x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'),
  }
}
