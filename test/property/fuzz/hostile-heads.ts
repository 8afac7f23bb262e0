import { type Draw, pick } from '../paths/operations.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'

/** Header values go as Latin-1; what no client could send is left out. */
const HEADER_TEXTS = HOSTILE_TEXTS.filter(
  (text) => /^[\x20-\x7e\xa0-\xff]*$/.test(text) && text.length < 3_000,
)

/** Credentials of somebody else, of nobody, or none at all. */
export const CREDENTIALS: readonly ((draw: Draw) => Record<string, string | string[]>)[] = [
  (draw) => ({ authorization: `Bearer ${pick(draw, HEADER_TEXTS)}` }),
  (draw) => ({ authorization: pick(draw, HEADER_TEXTS) }),
  // Somebody whom nobody knows, each time another.
  (draw) => ({ authorization: `Bearer nobody-${draw(1_000_000)}` }),
  () => ({ authorization: 'Bearer sandbox-alia-all-scopes' }),
  () => ({ authorization: 'Bearer sandbox-alia-revoked' }),
  () => ({ authorization: ['Bearer sandbox-alia-all-scopes', 'Bearer sandbox-bo-all-scopes'] }),
  () => ({ authorization: `Bearer ${'x'.repeat(4_097)}` }),
  (draw) => ({ 'x-api-key': pick(draw, HEADER_TEXTS) }),
  (draw) => ({ 'x-sealtalk-session': pick(draw, HEADER_TEXTS) }),
  (draw) => ({ 'x-sealtalk-session': `v1.${'A'.repeat(draw(400))}` }),
  (draw) => ({ cookie: `parley_sealtalk=${pick(draw, HEADER_TEXTS)}; parley_sealtalk=x; __proto__=y` }),
]

/** Headers that ask for something that is not to be had. */
export const OTHER_HEADERS: readonly ((draw: Draw) => Record<string, string | string[]>)[] = [
  (draw) => ({ 'x-request-id': pick(draw, HEADER_TEXTS) }),
  () => ({ 'x-request-id': 'x'.repeat(4_000) }),
  () => ({ 'x-request-id': ['one', 'two'] }),
  (draw) => ({ accept: pick(draw, HEADER_TEXTS) }),
  () => ({ accept: Array(300).fill('text/html').join(',') }),
  () => ({ accept: 'text/event-stream' }),
  () => ({ accept: 'multipart/mixed, text/html;q=0.9' }),
  (draw) => ({ 'content-type': pick(draw, HEADER_TEXTS) }),
  () => ({ 'content-type': 'application/x-www-form-urlencoded' }),
  () => ({ 'content-type': 'multipart/form-data; boundary=x' }),
  () => ({ 'content-type': 'application/json; charset=utf-7' }),
  () => ({ 'content-encoding': 'gzip' }),
  () => ({ 'x-http-method-override': 'DELETE', 'x-method-override': 'PUT', 'x-original-url': '/metrics' }),
  () => ({ origin: 'https://evil.example', referer: 'https://evil.example/' }),
  () => ({ 'x-forwarded-for': '::1, unknown, 10.0.0.1', 'x-forwarded-proto': 'https', forwarded: 'for=x' }),
  () => ({ 'x-parley-trace': '1' }),
  () => ({ 'x-big': 'x'.repeat(12_000) }),
]

/** Paths and queries that are none. */
export const TARGETS: readonly string[] = [
  '/graphql/',
  '/graphql/../metrics',
  '/GRAPHQL',
  '/graphql%00',
  '//evil.example/graphql',
  '/graphql?query',
  '/graphql?query=%',
  '/graphql?query=%ff%fe',
  '/graphql?query=%7B__typename%7D&query=%7Ba%7D',
  '/graphql?query=%7B__typename%7D&variables=%5B1%5D',
  '/graphql?query=%7B__typename%7D&variables=%7B',
  '/graphql?query=%7B__typename%7D&operationName=constructor',
  '/graphql?query=mutation%7Blogout%7BloggedOut%7D%7D',
  '/graphql?query=%7B__typename%7D&_method=DELETE',
  '/__proto__',
  '/constructor',
  '/.env',
  '/graphql/assets/..%2f..%2fpackage.json',
]
