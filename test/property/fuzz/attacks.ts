import type { GraphQLSchema } from 'graphql'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { SealTalkSandbox } from '../../../sandbox/sealtalk/index.ts'
import { createGrammar, type Draw, type Operation, pick } from '../paths/operations.ts'
import { EVENTS, MULTIPART, MULTIPART_IDS } from '../../support/incremental.ts'
import { drawAmplifier } from './amplifiers.ts'
import type { RawRequest } from './attack-stage.ts'
import { CREDENTIALS, OTHER_HEADERS, TARGETS } from './hostile-heads.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

const IN_PARTS = [MULTIPART, EVENTS, MULTIPART_IDS]

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
const noStore = (draw: Draw, body: string): Buffer => {
  const bytes = Buffer.from(body)
  const kind = draw(4)
  if (kind === 0) return bytes.subarray(0, draw(bytes.length))
  if (kind === 1) return Buffer.concat([bytes, bytes])
  if (kind === 2) return Buffer.from(body, 'utf16le')
  for (let times = 1 + draw(5); times > 0; times -= 1) bytes[draw(bytes.length)] = draw(256)
  return bytes
}

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
  const options = {
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
  }
  const [plain, inParts] = [createGrammar(options), createGrammar({ ...options, parts: true })]

  return (draw, mighty) => {
    const operation = draw(4) === 0 ? inParts(draw) : plain(draw)
    const body = JSON.stringify(operation)
    const headers = { ...JSON_TYPE, ...mighty, ...(draw(2) === 0 && { accept: pick(draw, IN_PARTS) }) }
    const kind = draw(100)
    if (kind < 54) return { headers, body }
    if (kind < 62) return { headers, body: JSON.stringify(drawAmplifier(draw)) }
    if (kind < 72)
      return { headers, body: JSON.stringify({ ...operation, query: garble(draw, operation.query) }) }
    if (kind < 79) return { headers, body: JSON.stringify(pick(draw, ENVELOPES)(operation)) }
    if (kind < 84) return { headers, body: noStore(draw, body) }
    if (kind < 92) return { headers: { ...JSON_TYPE, ...pick(draw, CREDENTIALS)(draw) }, body }
    if (kind < 96) return { headers: { ...headers, ...pick(draw, OTHER_HEADERS)(draw) }, body }
    if (kind < 98)
      return { method: 'GET', path: pick(draw, TARGETS), headers: { accept: 'application/json' } }
    if (kind < 99) return { method: pick(draw, ['PUT', 'DELETE', 'PATCH']), headers, body }
    const query = `/graphql?query=${encodeURIComponent(operation.query.slice(0, 3_000))}`
    return { method: 'GET', path: query, headers: { ...mighty, 'x-request-id': 'get' } }
  }
}
