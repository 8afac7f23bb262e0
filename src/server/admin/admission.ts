import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isLoopbackHost, parseClientAddress } from '../../client-address.ts'
import { systemClock } from '../../clock.ts'
import type { AdminSettings } from '../../config/settings.ts'
import type { Secret } from '../../secret.ts'
import { type AttemptLimit, createAttemptLimiter } from '../../upstream/rate-limits/attempt-limiter.ts'
import type { ErrorReply } from '../error-reply.ts'
import { valuesOf } from '../header-values.ts'
import { checkHost } from '../host-check.ts'
import { checkUrl } from '../url-limit.ts'

/** Wrong tokens of one address that are answered and logged one by one: ten at once, then ten a minute. */
const WRONG_TOKENS: AttemptLimit = { name: 'admin tokens', bucket: { burst: 10, perSecond: 1 / 6 } }

const fromBrowser: ErrorReply = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The admin port is not for browsers. Use parley admin, or a program that sends no Origin.',
}

const foreignHost: ErrorReply = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The Host header does not name this port. Use the address of ADMIN_HOST.',
}

const wrongToken: ErrorReply = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'Send ADMIN_TOKEN as "Authorization: Bearer <token>".',
  headers: { 'www-authenticate': 'Bearer' },
}

const tooManyWrongTokens = (waitMs: number): ErrorReply => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: 'Too many wrong tokens. Send ADMIN_TOKEN as "Authorization: Bearer <token>".',
  retryAfterMs: waitMs,
  headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
})

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

/** Host without its port. */
const nameOf = (host: string): string => host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1')

/** A page that names another host in its DNS for this address would send that host. */
const isForeign = (host: string, own: string): boolean => {
  const name = nameOf(host)
  if (name.toLowerCase() === own.toLowerCase() || isLoopbackHost(name) || isIP(name) > 0) return false
  // Reached from other machines, it may have any name.
  return isLoopbackHost(own)
}

/** Whether a request may do anything. The token that is right always passes, however many wrong ones come. */
export interface Admission {
  /** The reply where it may not. */
  check(request: IncomingMessage): Promise<ErrorReply | undefined>
  /** From now on, this token is the right one. */
  reload(token: Secret): void
}

export const createAdmission = ({ token, host: own }: Pick<AdminSettings, 'token' | 'host'>): Admission => {
  let expected = digest(token.reveal())
  const attempts = createAttemptLimiter(systemClock)

  const isRight = (request: IncomingMessage): boolean => {
    const values = valuesOf(request, 'authorization')
    const given = /^bearer +(.*)$/i.exec(values[0] ?? '')?.[1] ?? ''
    // Compares digests, so that the time reveals neither content nor length.
    return timingSafeEqual(digest(given), expected) && values.length === 1
  }

  return {
    reload: (next) => void (expected = digest(next.reveal())),
    async check(request) {
      const refusal = checkUrl(request) ?? checkHost(request)
      if (refusal) return refusal
      const { headers, socket } = request
      if (isForeign(headers.host ?? '', own)) return foreignHost
      // Browsers send one of them with whatever a page causes, and pages cannot remove them.
      if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return fromBrowser
      if (isRight(request)) return undefined
      const block = parseClientAddress(socket.remoteAddress ?? '')?.block ?? 'unknown'
      const waitMs = await attempts.take(WRONG_TOKENS, block, block)
      return waitMs > 0 ? tooManyWrongTokens(waitMs) : wrongToken
    },
  }
}
