import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { withHeaders } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { UpstreamRequest } from '../upstream.ts'

/** Shorter answers are not worth compressing. */
const GZIP_FROM_BYTES = 1_024

/** Any origin may call, with cookies. */
const corsHeaders = (request: UpstreamRequest): Record<string, string> => {
  const { origin } = request.headers
  return origin === undefined
    ? {}
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }
}

/** The answer to a browser that asks whether it may call. */
export const preflightAnswer = (request: UpstreamRequest): Answer => ({
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

const compressed = (request: UpstreamRequest, answer: Answer): Answer => {
  const accepted = request.headers['accept-encoding'] ?? ''
  if (!/\bgzip\b/.test(accepted) || Buffer.byteLength(answer.body) < GZIP_FROM_BYTES) return answer
  return withHeaders({ ...answer, body: gzipSync(answer.body) }, { 'content-encoding': 'gzip' })
}

/** CORS, weak entity tags, 304 and gzip, as the server's framework adds them. */
export const dressUp = (request: UpstreamRequest, answer: Answer): Answer => {
  const common = { ...corsHeaders(request), 'cache-control': 'private', vary: 'Origin, Accept-Encoding' }
  const dressed = withHeaders(answer, common)
  if (request.method !== 'GET' || answer.status !== 200) return compressed(request, dressed)
  const etag = entityTag(answer.body)
  if (request.headers['if-none-match'] === etag) {
    return { ...answer, status: 304, headers: { ...common, etag }, body: '' }
  }
  return compressed(request, withHeaders(dressed, { etag }))
}
