import type { IncomingMessage } from 'node:http'

/** What a request asks for. */
export interface Target {
  /** Path without the query, in its normal form. `*` for the whole server. */
  readonly path: string
  /** The query with its `?`; empty where there is none. */
  readonly search: string
}

/** Scheme and authority of an absolute target, as clients send it to a proxy. */
const ORIGIN = /^https?:\/\/[^/?#]*/i

/** Characters that mean the same whether they are escaped or not. @see RFC 3986, section 6.2.2.2 */
const UNRESERVED = /^[\w.~-]$/

const normalize = (path: string): string =>
  path.replaceAll(/%([\da-f]{2})/gi, (escaped, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return UNRESERVED.test(character) ? character : escaped
  })

/** Reads the target of a request: a path, or an absolute URL. @see RFC 9112, section 3.2 */
export const readTarget = ({ url = '/' }: IncomingMessage): Target => {
  const rest = url.startsWith('/') ? url : url.replace(ORIGIN, '')
  const query = rest.indexOf('?')
  const path = query < 0 ? rest : rest.slice(0, query)
  const isWhole = path === '' && rest !== url
  return {
    path: isWhole ? '/' : path.includes('%') ? normalize(path) : path,
    search: query < 0 ? '' : rest.slice(query),
  }
}
