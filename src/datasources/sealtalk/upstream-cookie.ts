import { parseSetCookie, type SetCookie } from 'cookie'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import type { HttpResponse } from '../../upstream/send-request.ts'

const keepAsIs = (value: string): string => value

/** Max-Age counts, or else Expires. */
const isExpired = ({ maxAge, expires }: SetCookie, date: number): boolean =>
  maxAge === undefined ? expires !== undefined && expires.getTime() <= date : maxAge <= 0

/**
 * The `Cookie` header for the cookies that a response sets. The name of the session cookie is configurable, so all
 * cookies are kept, including a load balancer's. Of those with the same name the last counts. Empty and expired ones
 * are left out. Throws `UnexpectedShape` if there are none.
 * @param date milliseconds since 1970
 */
export const readCookies = (headers: HttpResponse['headers'], date: number): string => {
  const cookies = new Map(
    [headers['set-cookie'] ?? []].flat().map((header) => {
      const cookie = parseSetCookie(header, { decode: keepAsIs })
      return [cookie.name, cookie]
    }),
  )
  const kept = [...cookies.values()].filter(
    (cookie) => cookie.name !== '' && cookie.value && !isExpired(cookie, date),
  )
  if (kept.length === 0) throw new UnexpectedShape('the response sets no cookie')
  return kept.map(({ name, value }) => `${name}=${value}`).join('; ')
}
