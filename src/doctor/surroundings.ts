import { isIP } from 'node:net'
import type { Settings } from '../config/settings.ts'
import { type CheckResult, ok, warning } from '../datasources/check-result.ts'

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host)

const hostOf = (origin: string): string => new URL(origin).hostname

const checkProxies = ({ trustProxy, host, production }: Settings): CheckResult => {
  const check = 'proxies'
  const wide = trustProxy.find((entry) => entry.endsWith('/0'))
  if (wide !== undefined) {
    return warning(
      check,
      `TRUST_PROXY believes everybody (${wide}): callers choose the address that they are counted by`,
      'name the addresses of your proxies only',
    )
  }
  if (trustProxy.length > 0) return ok(check, `X-Forwarded-For is believed of ${trustProxy.join(', ')}`)
  const advice = 'set TRUST_PROXY to the addresses of the proxy, or leave it if there is none'
  const everybody = 'behind a proxy everybody counts as one address, so one guesser blocks all'
  if (isLoopback(host) && production) {
    return warning(
      check,
      `only a proxy on this machine can reach ${host}, and none is trusted: ${everybody}`,
      advice,
    )
  }
  if (!isLoopback(host)) return warning(check, `no proxy is trusted: ${everybody}`, advice)
  return ok(check, `no proxy is trusted, and only this machine reaches ${host}`)
}

const checkOrigins = ({ corsOrigins, session, production }: Settings): CheckResult => {
  const check = 'origins'
  const { sameSite } = session
  if (corsOrigins.length === 0) {
    return sameSite === 'none'
      ? warning(check, 'COOKIE_SAMESITE=none, and no other origin may call', 'set CORS_ORIGINS, or unset it')
      : ok(check, "only the gateway's own pages may call from a browser")
  }
  const local = production ? corsOrigins.filter((origin) => isLoopback(hostOf(origin))) : []
  if (local.length > 0) {
    return warning(
      check,
      `CORS_ORIGINS lets ${local.join(', ')} call in production: whatever runs on the machine of a caller`,
      'leave development out of CORS_ORIGINS here',
    )
  }
  const open = corsOrigins.filter((origin) => origin.startsWith('http:') && !isLoopback(hostOf(origin)))
  if (open.length > 0) {
    return warning(
      check,
      `CORS_ORIGINS has origins that are not encrypted: ${open.join(', ')}`,
      'serve these pages by https',
    )
  }
  const sites = new Set(corsOrigins.map(siteOf))
  if (sameSite !== 'none' && sites.size > 1) {
    return warning(
      check,
      `COOKIE_SAMESITE=${sameSite} keeps the session cookie from pages of other sites, and CORS_ORIGINS names several`,
      'set COOKIE_SAMESITE=none if these pages sign in to SealTalk',
    )
  }
  return ok(check, `browsers may call from ${corsOrigins.join(', ')}`)
}

/** Scheme and last two labels: near enough to what browsers call a site to raise a question. */
const siteOf = (origin: string): string => {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${isIP(hostname) > 0 ? hostname : hostname.split('.').slice(-2).join('.')}`
}

/** Settings about what stands in front of the gateway, as far as they can be judged from here. */
export const checkSurroundings = (settings: Settings): CheckResult[] => [
  checkProxies(settings),
  checkOrigins(settings),
]
