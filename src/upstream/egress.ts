import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { isLoopbackHost } from '../client-address.ts'
import type { Secret } from '../secret.ts'

/** Milliseconds; see docs/limits.md. */
export const CONNECT_TIMEOUT_MS = 1_000
export const HEADERS_TIMEOUT_MS = 3_000
export const BODY_TIMEOUT_MS = 3_000

/** PEM texts. */
export interface UpstreamTls {
  /** Whom to trust. Undefined: whom Node.js trusts. */
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: Secret | undefined
}

export interface Proxies {
  /** For https and wss. */
  readonly https?: Secret | undefined
  /** For http and ws. */
  readonly http?: Secret | undefined
  /** Hosts as `NO_PROXY` names them. */
  readonly except: readonly string[]
}

/** How an upstream is reached. */
export interface Egress {
  readonly tls?: UpstreamTls | undefined
  readonly proxies?: Proxies | undefined
}

/** Options of Node's TLS. */
export const toTlsOptions = ({ tls }: Egress) => ({
  ...(tls?.ca !== undefined && { ca: tls.ca }),
  ...(tls?.cert !== undefined && { cert: tls.cert }),
  ...(tls?.key !== undefined && { key: tls.key.reveal() }),
})

const isEncrypted = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'wss:'

/** The port of an address, also where it is its protocol's own. */
export const portOf = (url: URL): string => url.port || (isEncrypted(url) ? '443' : '80')

/** Whether an entry of `NO_PROXY` means an address, by the rules of undici's `EnvHttpProxyAgent`. */
const isMeant = (entry: string, hostname: string, port: string): boolean => {
  const [, host = '', ofPort = port] = /^(\[[^\]]+\]|[^:]+|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (ofPort !== port) return false
  const name = host.toLowerCase().replace(/^\[(.+)\]$/, '$1')
  if (name === '*') return true
  const suffix = name.replace(/^\*?\./, '').replace(/\.$/, '')
  return (hostname === suffix && !name.startsWith('*')) || hostname.endsWith(`.${suffix}`)
}

/**
 * The proxy for an address; undefined where it is called directly. undici's `EnvHttpProxyAgent` decides the same, but
 * not for websockets, and it knows of no loopback.
 */
export const proxyFor = (url: URL, { proxies }: Egress): Secret | undefined => {
  const proxy = proxies && (isEncrypted(url) ? proxies.https : proxies.http)
  if (!proxy || isLoopbackHost(url.hostname)) return undefined
  const hostname = url.hostname
    .toLowerCase()
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/(.)\.$/, '$1')
  return proxies.except.some((entry) => isMeant(entry, hostname, portOf(url))) ? undefined : proxy
}

/** The connections to an address. */
export const createDispatcher = (url: URL, connections: number, egress: Egress): Dispatcher => {
  const timeouts = { headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: BODY_TIMEOUT_MS }
  const options = { connections, pipelining: 1, ...timeouts }
  const tls = toTlsOptions(egress)
  const proxy = proxyFor(url, egress)
  if (!proxy) return new Agent({ ...options, connect: { timeout: CONNECT_TIMEOUT_MS, ...tls } })
  return new ProxyAgent({
    ...options,
    uri: proxy.reveal(),
    connectTimeout: CONNECT_TIMEOUT_MS,
    requestTls: tls,
    // A proxy that takes a connection and does not answer must not hold the calls that wait for it.
    clientFactory: (origin, own) => new Pool(origin, { ...own, ...timeouts }),
  })
}

/** Codes of Node.js for certificates that do not pass. */
const UNTRUSTED =
  /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/

/** Says what an operator can do about a certificate. Other errors are as they are. */
export const explainTls = (error: Error): Error => {
  const code = 'code' in error ? String(error.code) : ''
  return UNTRUSTED.test(code)
    ? new Error(
        `the certificate of the upstream is not trusted (${code}): check the CA file of this network`,
        {
          cause: error,
        },
      )
    : error
}
