import type { GraphQLSchema } from 'graphql'
import { MIXIN_EXAMPLES as x } from '../../sandbox/mixin/examples.ts'
import type { SealTalkSandbox } from '../../sandbox/sealtalk/index.ts'
import { createGrammar, type Draw, type Operation } from '../lanes/operations.ts'
import type { RawRequest } from './attack-stage.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

const pick = <Item>(draw: Draw, items: readonly Item[]): Item => {
  const item = items[draw(items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const PUNCTUATION = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '$',
  '@',
  '"',
  '"""',
  '...',
  '#',
  ',',
  '\\',
  '\0',
  '💩',
]

/** The text with a few pieces cut out, doubled or put in. */
const garble = (draw: Draw, text: string): string => {
  let garbled = text
  for (let times = 1 + draw(4); times > 0; times -= 1) {
    const at = draw(garbled.length + 1)
    const end = at + draw(12)
    const [before, piece, after] = [garbled.slice(0, at), garbled.slice(at, end), garbled.slice(end)]
    const instead = pick(draw, [
      '',
      piece + piece,
      pick(draw, PUNCTUATION) + piece,
      pick(draw, HOSTILE_TEXTS),
    ])
    garbled = before + instead + after
  }
  return garbled
}

/** Something that is no question, or hardly one. */
const ENVELOPES: readonly ((operation: Operation) => unknown)[] = [
  (operation) => [operation],
  (operation) => [operation, operation],
  ({ query }) => query,
  ({ query }) => ({ query: [query] }),
  ({ query }) => ({ query: { query } }),
  ({ query }) => ({ query, variables: [] }),
  ({ query }) => ({ query, variables: 'v' }),
  ({ query }) => ({ query, variables: null, operationName: null, extensions: null }),
  ({ query }) => ({ query, operationName: '__proto__' }),
  ({ query }) => ({ query, operationName: 7 }),
  ({ query, variables }) => ({ query, variables, operationName: 'x'.repeat(5_000) }),
  ({ query, variables }) => ({ query, variables, extensions: [] }),
  ({ query, variables }) => ({
    query,
    variables,
    extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } },
  }),
  ({ query, variables }) => ({ query, variables, documentId: 'sha256:x' }),
  ({ query, variables }) => ({ query, variables, doc_id: 'x', id: 'x' }),
  ({ variables }) => ({ variables }),
  ({ variables }) => ({ query: '', variables }),
  ({ variables }) => ({ query: ' \n# nothing\n', variables }),
  ({ query, variables }) => ({ operations: JSON.stringify({ query, variables }), map: '{}' }),
  ({ query }) =>
    JSON.parse(`{"query": ${JSON.stringify(query)}, "variables": {"__proto__": {"v0": 1}}}`) as unknown,
  ({ query }) => JSON.parse(`{"query": ${JSON.stringify(query)}, "__proto__": {"isEvil": true}}`) as unknown,
  () => null,
  () => 7,
  () => ({}),
]

/** Bytes that are no JSON in UTF-8, or no longer. */
const spoil = (draw: Draw, body: string): Buffer => {
  const bytes = Buffer.from(body)
  const kind = draw(4)
  if (kind === 0) return bytes.subarray(0, draw(bytes.length))
  if (kind === 1) return Buffer.concat([bytes, bytes])
  if (kind === 2) return Buffer.from(body, 'utf16le')
  for (let times = 1 + draw(5); times > 0; times -= 1) bytes[draw(bytes.length)] = draw(256)
  return bytes
}

/** Header values go as Latin-1; what no client could send is left out. */
const HEADER_TEXTS = HOSTILE_TEXTS.filter(
  (text) => /^[\x20-\x7e\xa0-\xff]*$/.test(text) && text.length < 3_000,
)

const CREDENTIALS: readonly ((draw: Draw) => Record<string, string | string[]>)[] = [
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

const OTHER_HEADERS: readonly ((draw: Draw) => Record<string, string | string[]>)[] = [
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

const TARGETS: readonly string[] = [
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

/** What somebody might send to harm the gateway, or out of carelessness; most of it questions of the schema. */
export const createAttacks = (
  schema: GraphQLSchema,
  { examples, credentials }: SealTalkSandbox,
): ((draw: Draw, mighty: Readonly<Record<string, string>>) => RawRequest) => {
  const { openUser } = examples
  const users = [x.userId, x.botId, x.aliaUserId, x.boUserId, x.cnbBotId, x.withoutMessengerUserId]
  const groups = [x.groupId, x.group50Id, x.foreignGroupId, x.unknownConversationId, x.contactConversationId]
  const ids = [
    ...users.flatMap((id) => [`mixin:user:${id}`, `mixin:app:${id}`]),
    ...groups.map((id) => `mixin:conversation:${id}`),
    ...[openUser.userId, examples.friendUserId, examples.unknownUserId].map((id) => `sealtalk:user:${id}`),
    ...[examples.group60Id, examples.foreignGroupId].map((id) => `sealtalk:conversation:${id}`),
  ]
  const grammar = createGrammar({
    schema,
    values: {
      ID: [...ids, ...ids, ...HOSTILE_TEXTS, 7, -1],
      id: [...ids, ...ids, ...ids, ...ids, ...HOSTILE_TEXTS],
      mixinUserId: [...users, ...HOSTILE_TEXTS],
      sealtalkUserId: [openUser.userId, examples.friendUserId, ...HOSTILE_TEXTS],
      mixinIdentityNumber: [x.identityNumber, '20000', '7000', '99999', ...HOSTILE_TEXTS],
      region: ['999', '86', credentials.accounts[0].region, ...HOSTILE_TEXTS],
      number: ['0000001001', openUser.phone, credentials.accounts[0].phone, ...HOSTILE_TEXTS],
      String: ['a text', ...HOSTILE_TEXTS],
      after: [null, ...HOSTILE_TEXTS],
      first: [1, 2, 50, 500, 501, 0, -1, 2 ** 31 - 1],
      Int: [0, 1, -1, 2 ** 31],
      Boolean: [true, false],
      Version: [0, 1_574_416_389_126, -1, 2 ** 60, '0'],
      URL: ['https://images.test/a.png', 'javascript:alert(1)', 'http://127.0.0.1:1/', ...HOSTILE_TEXTS],
    },
  })

  return (draw, mighty) => {
    const operation = grammar(draw)
    const body = JSON.stringify(operation)
    const headers = { ...JSON_TYPE, ...mighty }
    const kind = draw(100)
    if (kind < 62) return { headers, body }
    if (kind < 72)
      return { headers, body: JSON.stringify({ ...operation, query: garble(draw, operation.query) }) }
    if (kind < 79) return { headers, body: JSON.stringify(pick(draw, ENVELOPES)(operation)) }
    if (kind < 84) return { headers, body: spoil(draw, body) }
    if (kind < 92) return { headers: { ...JSON_TYPE, ...pick(draw, CREDENTIALS)(draw) }, body }
    if (kind < 96) return { headers: { ...headers, ...pick(draw, OTHER_HEADERS)(draw) }, body }
    if (kind < 98)
      return { method: 'GET', path: pick(draw, TARGETS), headers: { accept: 'application/json' } }
    if (kind < 99) return { method: pick(draw, ['PUT', 'DELETE', 'PATCH']), headers, body }
    const query = `/graphql?query=${encodeURIComponent(operation.query.slice(0, 3_000))}`
    return { method: 'GET', path: query, headers: { ...mighty, 'x-request-id': 'get' } }
  }
}
