import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { botSettings, mockMixin } from '../../support/mixin-upstream.ts'

const BRACES = 20_000
const DEEP = `${'{ a '.repeat(BRACES)}${'}'.repeat(BRACES)}`
const HASH = createHash('sha256').update(DEEP).digest('hex')

const folder = mkdtempSync(join(tmpdir(), 'parley-'))
const path = join(folder, 'documents.json')
writeFileSync(path, JSON.stringify({ [HASH]: DEEP }))

const { dispatcher, sent } = mockMixin(() => ({ body: { data: [] } }))
const opened: TestGateway[] = []
const open = async (env: Record<string, string>): Promise<TestGateway> => {
  const gateway = await startGateway({ env: { ...botSettings(), ...env }, dispatcher })
  opened.push(gateway)
  return gateway
}
afterAll(async () => {
  await Promise.all(opened.map((gateway) => gateway.close()))
  rmSync(folder, { recursive: true })
})

interface Refused {
  readonly status: number | undefined
  readonly message: string | undefined
  readonly code: unknown
}

const read = (status: number | undefined, text: string): Refused => {
  const { errors: [error] = [] } = JSON.parse(text) as {
    errors?: { message: string; extensions: { code: string } }[]
  }
  return { status, message: error?.message, code: error?.extensions.code }
}

const post = async ({ url }: TestGateway, body: string): Promise<Refused> => {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return read(answer.status, await answer.text())
}

/** Past `fetch`, which would write the braces with escapes, three times as long. */
const get = ({ url }: TestGateway, query: string): Promise<Refused> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const path = `/graphql?${query}`
    request({ hostname, port, path }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve(read(answer.statusCode, Buffer.concat(chunks).toString() || '{}')))
    })
      .on('error', reject)
      .end()
  })

const refused = (message: string, status = 400) => ({ status, message, code: 'QUERY_TOO_COMPLEX' })
const lists = (nesting: number): string => `${'['.repeat(nesting)}${']'.repeat(nesting)}`
const withVariables = (value: string): string => `{"query":"{ __typename }","variables":{"a":${value}}}`

const paths = [
  ['yoga', await open({ TRUSTED_DOCUMENTS: path, PARLEY_PATH: 'yoga' })],
  ['fast', await open({ TRUSTED_DOCUMENTS: path, PARLEY_PATH: 'fast' })],
] as const

describe.each(paths)('on the %s path, 20,000 braces are rejected and overflow no stack', (_, gateway) => {
  const documentRefusal = refused('This document has a nesting of 20000; the limit is 64 (LIMIT_NESTING).')

  it('in a document, closed or not', async () => {
    expect(await post(gateway, JSON.stringify({ query: DEEP }))).toEqual(documentRefusal)
    expect(await post(gateway, JSON.stringify({ query: '{'.repeat(BRACES) }))).toEqual(documentRefusal)
  })

  it('in the arguments of a document', async () => {
    const query = `{ nodes(ids: ${'['.repeat(BRACES)}) { id } }`

    expect(await post(gateway, JSON.stringify({ query }))).toEqual(
      refused('This document has a nesting of 20002; the limit is 64 (LIMIT_NESTING).'),
    )
  })

  it('in a document that the operator trusts', async () => {
    expect(await post(gateway, JSON.stringify({ documentId: HASH }))).toEqual(documentRefusal)
  })

  it('in variables', async () => {
    for (const value of [lists(BRACES), '{"a":'.repeat(BRACES) + '1' + '}'.repeat(BRACES)]) {
      expect(await post(gateway, withVariables(value))).toEqual(
        refused('This request has a JSON nesting of 20002; the limit is 32 (LIMIT_JSON_NESTING).'),
      )
    }
  })

  it('in a GET, as far as the URL limit permits', async () => {
    expect(await get(gateway, `query=${'{'.repeat(BRACES)}`)).toMatchObject({ status: 431 })
    expect(await get(gateway, `query=${'{'.repeat(8_000)}`)).toEqual(
      refused('This document has a nesting of 8000; the limit is 64 (LIMIT_NESTING).'),
    )
    for (const name of ['variables', 'extensions']) {
      expect(await get(gateway, `query={__typename}&${name}={"a":${'['.repeat(8_000)}`)).toEqual(
        refused('This request has a JSON nesting of 8001; the limit is 32 (LIMIT_JSON_NESTING).'),
      )
    }
    expect(await get(gateway, `extensions={"persistedQuery":{"sha256Hash":"${HASH}"}}`)).toEqual(
      documentRefusal,
    )
  })

  it('before anything is sent upstream', () => {
    expect(sent).toEqual([])
  })
})

describe('a request', () => {
  it('may nest its JSON up to the limit', async () => {
    const [[, gateway]] = paths
    const passed = { status: 200, message: undefined, code: undefined }

    expect(await post(gateway, withVariables(lists(30)))).toEqual(passed)
    expect(await post(gateway, withVariables(lists(31)))).toEqual(
      refused('This request has a JSON nesting of 33; the limit is 32 (LIMIT_JSON_NESTING).'),
    )
    expect(await get(gateway, `query={__typename}&variables={"a":${lists(31)}}`)).toEqual(passed)
    expect(await get(gateway, `query={__typename}&variables={"a":${lists(32)}}`)).toEqual(
      refused('This request has a JSON nesting of 33; the limit is 32 (LIMIT_JSON_NESTING).'),
    )
    const roomy = await open({ LIMIT_JSON_NESTING: '40' })
    expect(await post(roomy, withVariables(lists(38)))).toEqual(passed)
  })

  it('may have a body up to the limit', async () => {
    const gateway = await open({ LIMIT_BODY_BYTES: '2KiB' })
    const bodyOf = (bytes: number): string => JSON.stringify({ query: '{ __typename }' }).padEnd(bytes)

    expect(await post(gateway, bodyOf(2_048))).toMatchObject({ status: 200 })
    expect(await post(gateway, bodyOf(2_049))).toEqual(
      refused('This request has a body of more than 2048 bytes; the limit is 2048 (LIMIT_BODY_BYTES).', 413),
    )
  })
})
