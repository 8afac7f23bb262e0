import { Secret } from '../secret.ts'
import { asSecret, isDecodable, kind } from './kinds.ts'

/** The URL of one address, with its database in the path; or what is wrong with it, without quoting it. */
type Address =
  { readonly url: string; readonly problem?: never } | { readonly url?: never; readonly problem: string }

/** A name, an IPv4 address or an IPv6 address; without one, Redis is on this machine. */
const HOST = /^(\[[\da-f:.]+\]|[\w.-]*)$/i

const readAddress = (text: string): Address => {
  if (text === '') return { problem: 'is empty: remove the comma' }
  if (!/^rediss?:\/\//i.test(text)) return { problem: 'does not begin with redis:// or rediss://' }
  if (/:\/\/.*:\/\//.test(text)) {
    return {
      problem: 'has :// twice: each address begins with redis:// or rediss://, with a comma before it',
    }
  }
  if (/@[^@]*,.*@/.test(text)) {
    return {
      problem: 'has an @ too many: write user and password once, before the first host, and @ in them as %40',
    }
  }
  const url = URL.parse(text)
  if (!url || url.port === '0' || !HOST.test(url.hostname)) {
    return {
      problem:
        'has a host or port that does not exist: an IPv6 address has [] around it, / ? # in a password are %2F %3F %23',
    }
  }
  if (url.hash) return { problem: 'has a #: in a password it is %23' }
  if (!isDecodable(url)) return { problem: 'has a % that escapes nothing: in a password it is %25' }
  const database = databaseOf(url)
  if (database === undefined) {
    return { problem: 'has more behind its host than the number of one database' }
  }
  if (url.search === '') return { url: text }
  url.search = ''
  url.pathname = `/${database}`
  return { url: url.href }
}

/** The digits of the database in the path or in `?db=`; none for the first one, undefined if it is not clear. */
function databaseOf({ pathname, searchParams }: URL): string | undefined {
  const inQuery = [...searchParams].map(([name, value]) => (name === 'db' ? value : 'unknown'))
  const given = new Set([pathname.replace(/^\//, ''), ...inQuery].filter((text) => text !== ''))
  const [database = '', ...others] = given
  return others.length === 0 && /^\d{0,9}$/.test(database) ? database : undefined
}

/** What comes before the hosts, the hosts, and what comes behind them. */
const PARTS = /^(rediss?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/i

/** `redis://user:password@one:6379,two:6379/3`, or whole URLs with commas between; a password may have commas. */
const split = (text: string): string[] =>
  text.split(/,\s*(?=rediss?:\/\/)/i).flatMap((part) => {
    const [, before = '', hosts = '', behind = ''] = PARTS.exec(part.trim()) ?? []
    if (!hosts.includes(',')) return [part.trim()]
    return hosts.split(',').map((host) => (host.trim() === '' ? '' : before + host.trim() + behind))
  })

/** What all addresses have to share: all but host and port. */
const sharedPartsOf = (text: string): ReadonlyMap<string, string> => {
  const { protocol, username, password, pathname } = new URL(text)
  return new Map([
    ['redis:// or rediss://', protocol],
    ['the user', username],
    ['the password', password],
    ['the database', pathname.replace(/^\/0*/, '')],
  ])
}

/** What is wrong, with the number of the address, the first being 1; undefined if nothing is. */
const findProblem = (text: string): string | undefined => {
  const read = split(text).map(readAddress)
  const bad = read.findIndex(({ problem }) => problem !== undefined)
  if (bad >= 0) return `address ${bad + 1} ${read[bad]?.problem}`
  const [first, ...others] = read.flatMap(({ url }) => (url === undefined ? [] : [sharedPartsOf(url)]))
  for (const [index, parts] of others.entries()) {
    const differing = [...parts.keys()].filter((name) => parts.get(name) !== first?.get(name))
    if (differing.length > 0)
      return `address ${index + 2} differs from the first one in ${differing.join(' and ')}`
  }
  return undefined
}

/** Each whole URL is a secret, because it contains the password. */
export const redisUrls = asSecret(
  kind(
    'a URL like redis://user:password@host:6379/3 or rediss://host/?db=3, without other parameters and with % escaped in the password; or several with commas between, which differ in host and port alone',
    (value): readonly Secret[] | undefined => {
      if (findProblem(value) !== undefined) return undefined
      const urls = split(value).flatMap((text) => readAddress(text).url ?? [])
      return [...new Set(urls)].map((url) => new Secret(url))
    },
    findProblem,
  ),
)
