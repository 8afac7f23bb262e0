import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, fetchExchange, gql, stringifyDocument } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
/** As codegen prints it: other than urql does. */
const PRINTED = 'query Page { __typename }'
const PAGE = gql(`query Page {
  __typename
}`)

const folder = mkdtempSync(join(tmpdir(), 'parley-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fileOf = (name: string, documents: Readonly<Record<string, string>>): string => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(documents))
  return file
}
const OLD = fileOf('old.json', { [hashOf('{ old: __typename }')]: '{ old: __typename }' })
const DEPLOYED = fileOf('deployed.json', {
  [hashOf(PRINTED)]: PRINTED,
  [hashOf(stringifyDocument(PAGE))]: stringifyDocument(PAGE),
})

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())

/** What a page sends that asks the same twice, and what it gets. */
const visit = async (env: Record<string, string>, options: Parameters<typeof persistedExchange>[0]) => {
  gateway = await startGateway({ env })
  const sent: ('hash' | 'text' | 'both')[] = []
  const client = new Client({
    url: `${gateway.url}/graphql`,
    preferGetMethod: false,
    exchanges: [persistedExchange(options), fetchExchange],
    fetch: (url, init) => {
      const asked = typeof init?.body === 'string' ? init.body : new Request(url).url
      const hasText = asked.includes('__typename')
      const hasHash = asked.includes('sha256Hash')
      sent.push(hasText && hasHash ? 'both' : hasText ? 'text' : 'hash')
      return fetch(url, init)
    },
  })
  const answers = [await client.query(PAGE, {}), await client.query(PAGE, {})]
  return { sent, names: answers.map(({ data, error }) => error ?? data?.__typename) }
}

const DONE = ['Query', 'Query']
const CODEGEN = { generateHash: async () => hashOf(PRINTED) }

describe.each([
  ['its own hashes by GET', { preferGetForPersistedQueries: true }],
  ['its own hashes by POST', { preferGetForPersistedQueries: false }],
  ['codegen’s hashes by GET', { ...CODEGEN, preferGetForPersistedQueries: true }],
  ['codegen’s hashes by POST', { ...CODEGEN, preferGetForPersistedQueries: false }],
] as const)('urql’s persistedExchange with %s', (_, options) => {
  it('sends only hashes where the gateway has the documents', async () => {
    for (const only of ['0', '1']) {
      const env = { TRUSTED_DOCUMENTS: DEPLOYED, TRUSTED_DOCUMENTS_ONLY: only }
      expect(await visit(env, options)).toEqual({ sent: ['hash', 'hash'], names: DONE })
      await gateway?.close()
    }
    gateway = undefined
  })

  it('works where the page is released before its documents', async () => {
    const { sent, names } = await visit({ TRUSTED_DOCUMENTS: OLD }, options)
    expect(names).toEqual(DONE)
    expect(sent.slice(0, 2)).toEqual(['hash', 'both'])
  })

  it('works where the gateway has no trusted documents, and stops sending hashes', async () => {
    expect(await visit({}, options)).toEqual({ sent: ['hash', 'text', 'text'], names: DONE })
  })
})
