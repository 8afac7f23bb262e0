import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { Client } from 'undici'
import type { Secret } from '../secret.ts'
import { CONNECT_TIMEOUT_MS, type Egress, HEADERS_TIMEOUT_MS, portOf, toTlsOptions } from './egress.ts'

const credentialsOf = ({ username, password }: URL): Record<string, string> => {
  if (username === '') return {}
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` }
}

/**
 * A connection to an address through a proxy, for protocols that undici does not speak: encrypted where the address is.
 * Rejects where the proxy refuses.
 */
export const openTunnel = async (proxy: Secret, url: URL, egress: Egress): Promise<Socket> => {
  const address = new URL(proxy.reveal())
  const client = new Client(address.origin, {
    headersTimeout: HEADERS_TIMEOUT_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  })
  try {
    const host = `${url.hostname}:${portOf(url)}`
    const headers = { host, ...credentialsOf(address) }
    const { statusCode, socket } = await client.connect({ path: host, headers })
    if (statusCode !== 200) {
      socket.destroy()
      throw new Error(`the proxy refuses a tunnel (HTTP ${statusCode})`)
    }
    if (url.protocol !== 'wss:') return socket as Socket
    const servername = isIP(url.hostname.replace(/^\[(.+)\]$/, '$1')) > 0 ? '' : url.hostname
    return connectTls({ socket, servername, ...toTlsOptions(egress) })
  } finally {
    // The tunnel is no longer the client's.
    void client.close().catch(() => undefined)
  }
}
