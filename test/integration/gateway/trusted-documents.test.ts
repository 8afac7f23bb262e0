import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

const DOCUMENT = 'query Trusted { __typename }'
const HASH = createHash('sha256').update(DOCUMENT).digest('hex')

const folder = mkdtempSync(join(tmpdir(), 'parley-'))
const path = join(folder, 'documents.json')
writeFileSync(path, JSON.stringify({ [`sha256:${HASH}`]: DOCUMENT }))
afterAll(() => rmSync(folder, { recursive: true }))

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())

const start = async (only: boolean, file = path) => {
  const env = { TRUSTED_DOCUMENTS: file, ...(only && { TRUSTED_DOCUMENTS_ONLY: '1' }) }
  gateway = await startGateway({ env })
  return async (body: unknown) => {
    const answer = await fetch(`${gateway?.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  }
}

const TRUSTED = { status: 200, body: { data: { __typename: 'Query' } } }
const REFUSED = { status: 400, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } }

describe('a trusted document', () => {
  it.each([
    ['codegen’s documentId', { documentId: `sha256:${HASH}` }],
    ['a bare documentId', { documentId: HASH.toUpperCase() }],
    ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } }],
    ['a persisted query with a prefix', { extensions: { persistedQuery: { sha256Hash: `sha256:${HASH}` } } }],
  ])('is executed by %s', async (_, body) => {
    const send = await start(false)
    expect(await send(body)).toEqual(TRUSTED)
  })

  it('is required where nothing else is allowed; its text is accepted as well', async () => {
    const send = await start(true)

    expect(await send({ documentId: HASH })).toEqual(TRUSTED)
    expect(await send({ query: DOCUMENT })).toEqual(TRUSTED)
    for (const body of [
      { query: '{ __typename }' },
      { documentId: 'f'.repeat(64) },
      {},
      { documentId: '__proto__' },
    ]) {
      expect(await send(body)).toMatchObject(REFUSED)
    }
  })

  it('is explained in the error for another document', async () => {
    const send = await start(true)

    expect(JSON.stringify(await send({ query: '{ budgets { remaining } }' }))).toContain('documentId')
  })

  it('aborts startup where the file cannot be read, and names the setting', async () => {
    const env = { TRUSTED_DOCUMENTS: join(folder, 'missing.json') }

    await expect(startGateway({ env })).rejects.toThrow(
      /^ {2}TRUSTED_DOCUMENTS must be the path of a readable file .*ENOENT.*missing\.json$/m,
    )
  })

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${JSON.stringify({ [HASH]: DOCUMENT })}`)],
    ['UTF-16', Buffer.from(`\uFEFF${JSON.stringify({ [HASH]: DOCUMENT })}`, 'utf16le')],
  ])('may be in a file in %s', async (_, content) => {
    const marked = join(folder, 'marked.json')
    writeFileSync(marked, content)
    const send = await start(true, marked)
    expect(await send({ documentId: HASH })).toEqual(TRUSTED)
  })

  it('is optional otherwise', async () => {
    const send = await start(false)
    expect(await send({ query: '{ __typename }' })).toEqual(TRUSTED)
  })
})
