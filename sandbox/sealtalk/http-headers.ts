import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { withHeaders } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import type { UpstreamRequest } from '../upstream.ts'

/** Shorter responses are not compressed. */
const GZIP_FROM_BYTES = 1_024

/** Any origin may call, with cookies. */
const corsHeaders = (request: UpstreamRequest): Record<string, string> => {
  const { origin } = request.headers
  return origin === undefined
    ? {}
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }
}

/** The response to a preflight request. */
export const preflightResponse = (request: UpstreamRequest): UpstreamResponse => ({
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
  },
  body: '',
  code: null,
})

const entityTag = (body: string | Buffer): string =>
  `W/"${Buffer.byteLength(body).toString(16)}-${createHash('sha1').update(body).digest('base64').slice(0, 27)}"`

const compressed = (request: UpstreamRequest, response: UpstreamResponse): UpstreamResponse => {
  const accepted = request.headers['accept-encoding'] ?? ''
  if (!/\bgzip\b/.test(accepted) || Buffer.byteLength(response.body) < GZIP_FROM_BYTES) return response
  return withHeaders({ ...response, body: gzipSync(response.body) }, { 'content-encoding': 'gzip' })
}

/** CORS, weak entity tags, 304 and gzip, as the server's framework adds them. */
export const addHttpHeaders = (request: UpstreamRequest, response: UpstreamResponse): UpstreamResponse => {
  const common = { ...corsHeaders(request), 'cache-control': 'private', vary: 'Origin, Accept-Encoding' }
  const dressed = withHeaders(response, common)
  if (request.method !== 'GET' || response.status !== 200) return compressed(request, dressed)
  const etag = entityTag(response.body)
  if (request.headers['if-none-match'] === etag) {
    return { ...response, status: 304, headers: { ...common, etag }, body: '' }
  }
  return compressed(request, withHeaders(dressed, { etag }))
}
