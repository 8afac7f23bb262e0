import { Secret } from '../secret.ts'
import { asSecret, isDecodable, kind } from './kinds.ts'

/** The URL of one address, with its database in the path. */
const readUrl = (text: string): string | undefined => {
  const url = /^rediss?:\/\//i.test(text) ? URL.parse(text) : null
  const database = url && databaseOf(url)
  if (!url || database === undefined || url.port === '0' || url.hash || !isDecodable(url)) return undefined
  if (url.search === '') return text
  url.search = ''
  url.pathname = `/${database}`
  return url.href
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
    if (!hosts.includes(',')) return [before + hosts + behind]
    return hosts.split(',').map((host) => (host.trim() === '' ? '' : before + host.trim() + behind))
  })

/** All but host and port. */
const sharedPartsOf = (text: string): string => {
  const { protocol, username, password, pathname } = new URL(text)
  return JSON.stringify([protocol, username, password, pathname.replace(/^\/0*/, '')])
}

/** Each whole URL is a secret, because it contains the password. */
export const redisUrls = asSecret(
  kind(
    'a URL like redis://user:password@host:6379/3 or rediss://host/?db=3, without other parameters and with % escaped in the password; or several with commas between, which differ in host and port alone',
    (value): readonly Secret[] | undefined => {
      const urls = split(value).map(readUrl)
      const known = urls.filter((url) => url !== undefined)
      const isOne = known.length === urls.length && new Set(known.map(sharedPartsOf)).size === 1
      return isOne ? [...new Set(known)].map((url) => new Secret(url)) : undefined
    },
  ),
)
