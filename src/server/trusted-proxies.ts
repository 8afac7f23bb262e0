import type { IncomingMessage } from 'node:http'
import { BlockList } from 'node:net'
import { type ClientAddress, parseClientAddress } from '../client-address.ts'

/** Proxies through which a request may come; an entry of `X-Forwarded-For` beyond that many is not read. */
const MAX_PROXIES = 32

/** Stands for whoever may connect to the socket of `HOST`. */
const UNIX = 'unix'

/** What is known about the client of a request, through trusted proxies. */
export interface TrustedProxies {
  /** Undefined if the socket has no address. */
  clientOf(request: IncomingMessage): ClientAddress | undefined
  /** Whether the client uses TLS, according to the socket or a trusted proxy. */
  isSecure(request: IncomingMessage): boolean
}

/** The entries of a comma-separated list from right to left, including empty ones. */
function* entriesFromRight(list: string): Generator<string> {
  let end = list.length
  while (end >= 0) {
    const comma = end === 0 ? -1 : list.lastIndexOf(',', end - 1)
    yield list.slice(comma + 1, end)
    end = comma
  }
}

const readBlocks = (entries: readonly string[]): BlockList => {
  const blocks = new BlockList()
  for (const entry of entries) {
    const [text = '', prefix] = entry.split('/')
    const address = parseClientAddress(text)
    if (!address) continue
    const family = address.ipv4 === undefined ? 'ipv6' : 'ipv4'
    // The prefix of a mapped address, such as ::ffff:10.0.0.0/104, counts its first 96 bits too.
    const mappedBits = family === 'ipv4' && text.includes(':') ? 96 : 0
    if (prefix === undefined) blocks.addAddress(address.text, family)
    else blocks.addSubnet(address.text, Math.max(0, Number(prefix) - mappedBits), family)
  }
  return blocks
}

/** @param trustProxy addresses and CIDR blocks of proxies whose `X-Forwarded-For` and `-Proto` are trusted */
export const createTrustedProxies = (trustProxy: readonly string[]): TrustedProxies => {
  const blocks = readBlocks(trustProxy)
  /** Peers of a socket have no address. */
  const trustsSocket = trustProxy.includes(UNIX)

  const isTrusted = ({ ipv4, text }: ClientAddress): boolean =>
    trustProxy.length > 0 && blocks.check(text, ipv4 === undefined ? 'ipv6' : 'ipv4')

  const peerOf = ({ socket: { remoteAddress } }: IncomingMessage): ClientAddress | undefined =>
    remoteAddress === undefined ? undefined : parseClientAddress(remoteAddress)

  return {
    /**
     * Each trusted proxy vouches for the entry that it added, from the right. Clients can forge everything to the
     * left of the first address that is not a proxy's, or of an entry that cannot be read.
     */
    clientOf(request) {
      let client = peerOf(request)
      if (client ? !isTrusted(client) : !trustsSocket) return client
      const forwarded = request.headers['x-forwarded-for']
      if (typeof forwarded !== 'string') return client
      let count = 0
      for (const entry of entriesFromRight(forwarded)) {
        const address = parseClientAddress(entry)
        if (!address || (count += 1) > MAX_PROXIES) return client
        client = address
        if (!isTrusted(address)) return client
      }
      return client
    },

    isSecure(request) {
      if ('encrypted' in request.socket) return true
      const proto = request.headers['x-forwarded-proto']
      if (typeof proto !== 'string' || proto.split(',').at(-1)?.trim().toLowerCase() !== 'https') return false
      const peer = peerOf(request)
      return peer ? isTrusted(peer) : trustsSocket
    },
  }
}
