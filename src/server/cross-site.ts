import type { IncomingMessage } from 'node:http'
import { OWN_HEADERS } from './cors.ts'

const NAMES = OWN_HEADERS.map((name) => name.toLowerCase())

/**
 * Whether another site may have made a browser send this request: neither the browser nor one of the gateway's own
 * headers says otherwise. Browsers let pages set `Sec-Fetch-Site` and `Origin` never, and headers that CORS does
 * not safelist only after a preflight request.
 *
 * @param allowedOrigins origins whose pages may send credentials
 */
export const createCrossSiteCheck = (allowedOrigins: readonly string[]) => {
  const allowed = new Set(allowedOrigins)

  return ({ headers }: IncomingMessage): boolean => {
    const site = headers['sec-fetch-site']
    if (site === 'same-origin' || site === 'none') return false
    if (headers.origin !== undefined && allowed.has(headers.origin)) return false
    return !NAMES.some((name) => (headers[name]?.toString().trim() ?? '') !== '')
  }
}
