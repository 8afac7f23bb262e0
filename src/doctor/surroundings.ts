import { isIP } from 'node:net'
import { isLoopbackHost } from '../client-address.ts'
import type { Settings } from '../config/settings.ts'
import { type CheckResult, ok, warning } from '../datasources/check-result.ts'

/** Whether only this machine can reach it. */
const isLoopback = (host: string): boolean => host.startsWith('unix:') || isLoopbackHost(host)

const hostOf = (origin: string): string => new URL(origin).hostname

const checkProxies = ({ trustProxy, host, production }: Settings): CheckResult => {
  const check = 'proxies'
  const wide = trustProxy.find((entry) => entry.endsWith('/0'))
  if (wide !== undefined) {
    return warning(
      check,
      `TRUST_PROXY trusts every address (${wide}), so callers can choose the address by which they are counted`,
      'list only the addresses of your proxies',
    )
  }
  if (trustProxy.length > 0) return ok(check, `X-Forwarded-For is trusted from ${trustProxy.join(', ')}`)
  const advice = 'set TRUST_PROXY to the addresses of your proxy; ignore this if there is none'
  const everybody = 'behind a proxy, all callers count as one address, so one attacker can block everyone'
  if (isLoopback(host) && production) {
    return warning(
      check,
      `only a proxy on this machine can reach ${host}, but no proxy is trusted: ${everybody}`,
      advice,
    )
  }
  if (!isLoopback(host)) return warning(check, `no proxy is trusted: ${everybody}`, advice)
  return ok(check, `no proxy is trusted; only this machine can reach ${host}`)
}

const checkOrigins = ({ corsOrigins, session, production }: Settings): CheckResult => {
  const check = 'origins'
  const { sameSite } = session
  if (corsOrigins.length === 0) {
    return sameSite === 'none'
      ? warning(
          check,
          'COOKIE_SAMESITE=none, but no other origin may call',
          'set CORS_ORIGINS, or unset COOKIE_SAMESITE',
        )
      : ok(check, "browsers may call only from the gateway's own origin")
  }
  const local = production ? corsOrigins.filter((origin) => isLoopback(hostOf(origin))) : []
  if (local.length > 0) {
    return warning(
      check,
      `CORS_ORIGINS allows ${local.join(', ')} in production, so any program on a caller's machine may call`,
      'remove development origins from CORS_ORIGINS',
    )
  }
  const open = corsOrigins.filter((origin) => origin.startsWith('http:') && !isLoopback(hostOf(origin)))
  if (open.length > 0) {
    return warning(
      check,
      `CORS_ORIGINS contains unencrypted origins: ${open.join(', ')}`,
      'serve these pages over https',
    )
  }
  const sites = new Set(corsOrigins.map(siteOf))
  if (sameSite !== 'none' && sites.size > 1) {
    return warning(
      check,
      `COOKIE_SAMESITE=${sameSite} withholds the session cookie from pages of other sites, but CORS_ORIGINS lists several sites`,
      'set COOKIE_SAMESITE=none if these pages sign in to SealTalk',
    )
  }
  return ok(check, `browsers may call from ${corsOrigins.join(', ')}`)
}

/** Scheme and last two labels: an approximation of what browsers call a site. */
const siteOf = (origin: string): string => {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${isIP(hostname) > 0 ? hostname : hostname.split('.').slice(-2).join('.')}`
}

/** Settings that concern proxies and browsers in front of the gateway. */
export const checkSurroundings = (settings: Settings): CheckResult[] => [
  checkProxies(settings),
  checkOrigins(settings),
]
