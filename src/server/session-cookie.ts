import type { IncomingMessage } from 'node:http'
import { stringifySetCookie } from 'cookie'
import { type CallerReader, SESSION_COOKIE } from './caller.ts'

/** 30 days, as long as SealTalk's own cookie. */
const SESSION_SECONDS = 30 * 24 * 60 * 60

/** Writes the value of `Set-Cookie` that stores a sealed SealTalk session in the browser, or deletes it for null. */
export type SessionCookieWriter = (request: IncomingMessage, sealed: string | null) => string

export const createSessionCookieWriter =
  (sameSite: 'lax' | 'strict' | 'none', { isSecure }: Pick<CallerReader, 'isSecure'>): SessionCookieWriter =>
  (request, sealed) =>
    stringifySetCookie({
      name: SESSION_COOKIE,
      value: sealed ?? '',
      path: '/',
      httpOnly: true,
      sameSite,
      secure: sameSite === 'none' || isSecure(request),
      maxAge: sealed === null ? 0 : SESSION_SECONDS,
    })
