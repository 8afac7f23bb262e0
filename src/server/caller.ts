import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ApiKeyRights } from '../config/api-keys.ts'
import type { Settings } from '../config/settings.ts'
import type { Caller } from '../request/request.ts'
import { valuesOf } from './header-values.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'
import { createTrustedProxies } from './trusted-proxies.ts'

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

/**
 * A header with a credential. A blank one counts as absent. Several are joined, as Node.js joins most headers, into
 * an invalid credential: a proxy may have checked another one than the gateway would choose.
 */
const credentialOf = (request: IncomingMessage, name: string): string | undefined => {
  const values = valuesOf(request, name)
  return values.every((value) => value === '') ? undefined : values.join(', ')
}

export type CallerOptions = Pick<Settings, 'apiKeys' | 'trustProxy' | 'session'>

export interface CallerReader {
  read(request: IncomingMessage): Caller
  readonly sessionCookie: SessionCookie
}

/** Reads a request's credentials and client address. Trusts configured proxies only. */
export const createCallerReader = ({ apiKeys, trustProxy, session }: CallerOptions): CallerReader => {
  const known = apiKeys.map((key) => ({ rights: key.rights, digest: digest(key.reveal()) }))
  const proxies = createTrustedProxies(trustProxy)
  const sessionCookie = createSessionCookie(session, proxies.isSecure)

  const rightsOf = (hashed: Buffer): ApiKeyRights | undefined =>
    // Compares all keys, so that the time reveals nothing.
    known.filter((candidate) => timingSafeEqual(candidate.digest, hashed))[0]?.rights

  return {
    sessionCookie,
    read(request) {
      const given = credentialOf(request, 'x-api-key')
      const hashed = given === undefined ? undefined : digest(given)
      const key = hashed && rightsOf(hashed)
      const address = proxies.clientOf(request)
      return {
        authorization: credentialOf(request, 'authorization'),
        apiKey: key ? 'known' : hashed ? 'unknown' : 'absent',
        key,
        sealtalkSession: credentialOf(request, 'x-sealtalk-session') ?? sessionCookie.read(request),
        address,
        // An unknown key is anyone's invention and identifies nobody.
        identity: key ? `key:${hashed.toString('base64url')}` : `address:${address?.block ?? 'unknown'}`,
        identityGroup: key || address === undefined ? undefined : `site:${address.site}`,
      }
    },
  }
}
