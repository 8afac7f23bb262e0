import type { IncomingMessage } from 'node:http'
import { stringifySetCookie } from 'cookie'
import type { Settings } from '../config/settings.ts'

/** Cookie with the sealed SealTalk session of a browser, where it is not Secure. */
const PLAIN_NAME = 'parley_sealtalk'
/** Browsers accept this name only from the host itself, over TLS: no other host of the domain can set it. */
const SECURE_NAME = `__Host-${PLAIN_NAME}`

/** 30 days, as long as SealTalk's own cookie. */
const SESSION_SECONDS = 30 * 24 * 60 * 60

export interface SessionCookie {
  /** The sealed session. Undefined if there is no such cookie, or more than one: another host may have set it. */
  read(request: IncomingMessage): string | undefined
  /** The value of `Set-Cookie` that stores a sealed session in the browser, or deletes it for null. */
  write(request: IncomingMessage, sealed: string | null): string
}

/** The value of the only cookie of this name. */
const onlyCookie = (header: string, name: string): string | undefined => {
  let found: string | undefined
  for (const cookie of header.split(';')) {
    const equals = cookie.indexOf('=')
    if (equals < 0 || cookie.slice(0, equals).trim() !== name) continue
    if (found !== undefined) return undefined
    found = cookie.slice(equals + 1).trim()
  }
  return found === '' ? undefined : found
}

/** @param isTls whether the client uses TLS */
export const createSessionCookie = (
  { sameSite, secure }: Pick<Settings['session'], 'sameSite' | 'secure'>,
  isTls: (request: IncomingMessage) => boolean,
): SessionCookie => {
  const isSecure = (request: IncomingMessage): boolean =>
    secure === 'always' || (secure === 'over-tls' && isTls(request))

  return {
    read(request) {
      const { cookie } = request.headers
      if (cookie === undefined) return undefined
      return onlyCookie(cookie, isSecure(request) ? SECURE_NAME : PLAIN_NAME)
    },
    write(request, sealed) {
      const isNowSecure = isSecure(request)
      return stringifySetCookie({
        name: isNowSecure ? SECURE_NAME : PLAIN_NAME,
        value: sealed ?? '',
        path: '/',
        httpOnly: true,
        sameSite,
        secure: isNowSecure,
        // Browsers that block cookies of other sites keep it for the site of the page.
        partitioned: sameSite === 'none',
        maxAge: sealed === null ? 0 : SESSION_SECONDS,
      })
    },
  }
}
