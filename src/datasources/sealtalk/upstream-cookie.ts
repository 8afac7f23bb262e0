import { parseSetCookie } from 'cookie'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import type { HttpResponse } from '../../upstream/send-request.ts'

const keepAsIs = (value: string): string => value

/**
 * The `Cookie` header for the cookies that a response sets. The name of the session cookie is configurable, so all
 * cookies are kept, including a load balancer's; deleted ones are left out.
 */
export const readCookies = (headers: HttpResponse['headers']): string => {
  const cookies = [headers['set-cookie'] ?? []]
    .flat()
    .map((header) => parseSetCookie(header, { decode: keepAsIs }))
    .filter(({ name, value, maxAge }) => name !== '' && value && (maxAge === undefined || maxAge > 0))
    .map(({ name, value }) => `${name}=${value}`)
  if (cookies.length === 0) throw new UnexpectedShape('the response sets no cookie')
  return cookies.join('; ')
}
