import { parseSetCookie } from 'cookie'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import type { HttpResponse } from '../../upstream/send-request.ts'

const keepAsIs = (value: string): string => value

/**
 * The `Cookie` header that an answer asks for. The server's operator names the cookie, so whatever is set is
 * kept, a load balancer's own with it; what is taken away is left out.
 */
export const readCookies = (headers: HttpResponse['headers']): string => {
  const cookies = [headers['set-cookie'] ?? []]
    .flat()
    .map((header) => parseSetCookie(header, { decode: keepAsIs }))
    .filter(({ name, value, maxAge }) => name !== '' && value && (maxAge === undefined || maxAge > 0))
    .map(({ name, value }) => `${name}=${value}`)
  if (cookies.length === 0) throw new UnexpectedShape('the answer sets no cookie')
  return cookies.join('; ')
}
