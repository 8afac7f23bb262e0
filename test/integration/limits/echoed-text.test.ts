import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ClientError } from '../../support/gateway.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'

/** Lengths of names and values: one that names may have with the largest setting, and what a body may hold. */
const LENGTHS = [9_000, 200_000]
/** Bytes of a response to one mistake. */
const MAX_RESPONSE_BYTES = 2_000

const DOCUMENT = 'query ($id: ID!) { node(id: $id) { id } }'
const HASH = createHash('sha256').update(DOCUMENT).digest('hex')
const folder = mkdtempSync(join(tmpdir(), 'parley-'))
const file = join(folder, 'documents.json')
writeFileSync(file, JSON.stringify({ [`sha256:${HASH}`]: DOCUMENT }))
afterAll(() => rmSync(folder, { recursive: true }))

type Body = Readonly<Record<string, unknown>>
const NODE = DOCUMENT
const PAGE = `query ($id: ID!, $first: Int, $after: String) {
  conversation(id: $id) { participants(first: $first, after: $after) { nodes { role } } } }`
const GROUP = 'mixin:conversation:8043dba1-e742-4c54-8425-1b8e188313a8'
const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { id } }'

/** Requests with one mistake, whose text is long. */
const requestsWith = (long: string): Readonly<Record<string, Body>> => ({
  'an id': { query: NODE, variables: { id: long } },
  'an id of a network': { query: NODE, variables: { id: `mixin:user:${long}` } },
  'an id of another network': { query: NODE, variables: { id: `sealtalk:user:${long}` } },
  'a network in an id': { query: NODE, variables: { id: `${long}:user:1` } },
  'an id in the document': { query: `{ node(id: "${long}") { id } }` },
  'an id of a list': { query: USERS, variables: { by: [{ id: long }, { mixinUserId: long }] } },
  'a cursor': { query: PAGE, variables: { id: GROUP, after: long } },
  'a size of a page': { query: PAGE, variables: { id: GROUP, first: long } },
  'a variable of another type': { query: NODE, variables: { id: { [long]: long } } },
  'an unknown key of an input': { query: USERS, variables: { by: [{ [long]: 1 }] } },
  'an unknown key in the document': { query: `{ users(by: [{ ${long}: "1" }]) { id } }` },
  'a value of an enum': {
    query: 'query ($l: Locale) { regions { name(locale: $l) } }',
    variables: { l: long },
  },
  'a value of an enum in the document': { query: `{ regions { name(locale: ${long}) } }` },
  'a string in the place of an enum': { query: `{ regions { name(locale: "${long}") } }` },
  'a field': { query: `{ ${long} }` },
  'an argument': { query: `{ node(${long}: 1) { id } }` },
  'a directive': { query: `{ __typename @${long} }` },
  'a type': { query: `{ node(id: "1") { ... on ${long} { id } } }` },
  'a fragment': { query: `{ ...${long} }` },
  'a variable’s name': { query: `query ($${long}: ${long}) { __typename }` },
  'a variable that is not declared': { query: `{ node(id: $${long}) { id } }` },
  'a token': { query: `{ "${long}" }` },
  'a keyword': { query: long },
  'an operation’s name': { query: NODE, operationName: long, variables: { id: GROUP } },
  'a parameter': { query: NODE, variables: { id: GROUP }, [long]: 1 },
  'a document’s id': { documentId: long },
  'a document’s hash': { extensions: { persistedQuery: { version: 1, sha256Hash: long } } },
  'a trusted document’s variable': { documentId: `sha256:${HASH}`, variables: { id: long } },
  'an input of a mutation': {
    query:
      'mutation ($input: CreateConversationInput!) { createConversation(input: $input) { conversation { id } } }',
    variables: { input: { [long]: 1, name: long, userIds: [long] } },
  },
})

describe.each([
  ['yoga', 'production'],
  ['', 'production'],
  ['yoga', 'development'],
  ['', 'development'],
])('with PARLEY_PATH=%s and NODE_ENV=%s, errors say little of a long', (path, environment) => {
  let harness: SandboxGateway
  beforeAll(async () => {
    vi.stubEnv('NODE_ENV', environment)
    const env = {
      NODE_ENV: environment,
      PARLEY_PATH: path,
      TRUSTED_DOCUMENTS: file,
      LIMIT_NAME_LENGTH: '10000',
      SESSION_SECRET: 'a secret of this test, which nobody needs to guess',
    }
    harness = await startSandboxGateway({ env })
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await harness.close()
  })

  it.each(Object.keys(requestsWith('')))('%s', async (name) => {
    // The second time, the document may be compiled.
    for (const length of [...LENGTHS, ...LENGTHS]) {
      const body = requestsWith('x'.repeat(length))[name]
      const response = await fetch(`${harness.gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const text = await response.text()

      expect(text.length).toBeLessThan(MAX_RESPONSE_BYTES)
      const { errors = [] } = JSON.parse(text) as { readonly errors?: readonly ClientError[] }
      expect(errors.length).toBeGreaterThan(0)
    }
    // The conversation whose page has a wrong argument.
    expect(harness.calls().filter((call) => call !== 'GET /conversations/:id')).toEqual([])
    expect(harness.gateway.logged.filter((line) => line.length > MAX_RESPONSE_BYTES)).toEqual([])
  })
})
