import { isIPv4, isIPv6 } from 'node:net'

/** The address of a client. Every spelling of an address gives the same values. */
export interface ClientAddress {
  /** The IPv4 address, also of a mapped one such as `::ffff:203.0.113.9`. Undefined for IPv6. */
  readonly ipv4: string | undefined
  /** In canonical form: IPv4, or IPv6 with eight groups and without a zone. */
  readonly text: string
  /** What counts as one client: an IPv4 address, or the /64 of an IPv6 address, whose owner has 2^64 addresses. */
  readonly block: string
  /** What counts as one customer: an IPv4 address, or the /48 of an IPv6 address, whose owner has 65,536 blocks. */
  readonly site: string
}

/** The longest spelling of an address with a zone, brackets and a port; anything longer is no address. */
const MAX_LENGTH = 128

/** `[address]` or `[address]:port`, or an IPv4 address with a port. */
const BRACKETED = /^\[([^\]]*)\](?::\d{1,5})?$/
const WITH_PORT = /^([\d.]+):\d{1,5}$/

/** The eight groups of a valid IPv6 address. An IPv4 address at the end counts as two groups. */
const groupsOf = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const read = (part: string): number[] =>
    part === ''
      ? []
      : part.split(':').flatMap((group) => {
          if (!group.includes('.')) return [Number.parseInt(group, 16)]
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
          return [a * 256 + b, c * 256 + d]
        })
  const before = read(head)
  const after = read(tail ?? '')
  return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after]
}

const isMapped = (groups: readonly number[]): boolean =>
  groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)

const ofIPv4 = (text: string): ClientAddress => ({ ipv4: text, text, block: text, site: text })

const ofIPv6 = (address: string): ClientAddress => {
  const groups = groupsOf(address)
  if (isMapped(groups)) {
    return ofIPv4(
      groups
        .slice(6)
        .flatMap((group) => [group >> 8, group & 0xff])
        .join('.'),
    )
  }
  const names = groups.map((group) => group.toString(16))
  return {
    ipv4: undefined,
    text: names.join(':'),
    block: `${names.slice(0, 4).join(':')}::/64`,
    site: `${names.slice(0, 3).join(':')}::/48`,
  }
}

/** What logs say of an address: the /24 of an IPv4 address, or the /64 of an IPv6 address. */
export const rangeOf = ({ ipv4, block }: ClientAddress): string =>
  ipv4 === undefined ? block : `${ipv4.slice(0, ipv4.lastIndexOf('.'))}.0/24`

/**
 * Reads an address as sockets and proxies write it: with brackets, a port or a zone, which are dropped. Undefined if
 * the text is not an IP address.
 */
export const parseClientAddress = (text: string): ClientAddress | undefined => {
  if (isIPv4(text)) return ofIPv4(text)
  const trimmed = text.length > MAX_LENGTH ? '' : text.trim()
  const bare = BRACKETED.exec(trimmed)?.[1] ?? WITH_PORT.exec(trimmed)?.[1] ?? trimmed
  if (isIPv4(bare)) return ofIPv4(bare)
  const zone = bare.indexOf('%')
  const address = zone < 0 ? bare : bare.slice(0, zone)
  return isIPv6(address) ? ofIPv6(address) : undefined
}

/** Whether a host name, or an address with or without brackets, is this machine itself. */
export const isLoopbackHost = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|::1|\[::1\])$/i.test(hostname)
