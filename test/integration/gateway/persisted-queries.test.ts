import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { watchPaths } from '../../support/paths.ts'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash } })

const TRUSTED = 'query Trusted { __typename }'
const NEW = 'query New { __typename }'

const folder = mkdtempSync(join(tmpdir(), 'parley-'))
const file = join(folder, 'documents.json')
writeFileSync(file, JSON.stringify({ [hashOf(TRUSTED)]: TRUSTED, 'my-own-id': TRUSTED }))
afterAll(() => rmSync(folder, { recursive: true }))

const SETTINGS = {
  'no documents': {},
  'a documents file': { TRUSTED_DOCUMENTS: file },
  'trusted documents only': { TRUSTED_DOCUMENTS: file, TRUSTED_DOCUMENTS_ONLY: '1' },
} as const
type Setting = keyof typeof SETTINGS

let gateway: TestGateway | undefined
afterEach(async () => {
  await gateway?.close()
  gateway = undefined
})

type Parameters = Readonly<Record<string, unknown>>
type Method = 'GET' | 'POST'

const start = async (setting: Setting, path: 'yoga' | 'fast' = 'fast') => {
  const started = await startGateway({ env: { ...SETTINGS[setting], PARLEY_PATH: path } })
  gateway = started
  const get = (parameters: Parameters) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(parameters))
      search.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    return fetch(`${started.url}/graphql?${search}`)
  }
  const post = (parameters: Parameters) =>
    fetch(`${started.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    })
  return async (parameters: Parameters, method: Method = 'POST') => {
    const answer = await (method === 'GET' ? get(parameters) : post(parameters))
    return { status: answer.status, body: await answer.json(), cached: answer.headers.get('cache-control') }
  }
}

const DONE = { status: 200, body: { data: { __typename: 'Query' } } }
const refusal = (status: number, code: string, message: unknown) => ({
  status,
  body: {
    errors: [{ message, extensions: { code, retryable: false, requestId: expect.any(String) } }],
  },
  cached: 'no-store',
})
const NOT_FOUND = refusal(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
const NOT_SUPPORTED = refusal(200, 'PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported')

const WAYS = (['yoga', 'fast'] as const).flatMap((path) =>
  (['POST', 'GET'] as const).map((method) => [path, method] as const),
)

describe.each(WAYS)('a client that sends hashes first (%s path, by %s)', (path, method) => {
  it.each([
    ['no documents', NOT_SUPPORTED],
    ['a documents file', NOT_FOUND],
    ['trusted documents only', NOT_SUPPORTED],
  ] as const)('with %s, learns that a hash is unknown', async (setting, expected) => {
    const send = await start(setting, path)
    expect(await send({ extensions: persisted(hashOf(NEW)) }, method)).toEqual(expected)
  })

  it.each(['a documents file', 'trusted documents only'] as const)(
    'with %s, runs a trusted document by its hash',
    async (setting) => {
      const send = await start(setting, path)
      expect(await send({ extensions: persisted(hashOf(TRUSTED)) }, method)).toMatchObject(DONE)
    },
  )

  it.each(['no documents', 'a documents file'] as const)(
    'with %s, may send hash and text, which is never stored',
    async (setting) => {
      const send = await start(setting, path)
      const hash = persisted(hashOf(NEW))

      expect(await send({ query: NEW, extensions: hash }, method)).toMatchObject(DONE)
      expect(await send({ extensions: hash }, method)).toEqual(
        setting === 'no documents' ? NOT_SUPPORTED : NOT_FOUND,
      )
    },
  )

  it('may send the hash of another print of the text, as codegen’s are', async () => {
    const send = await start('a documents file', path)
    const answer = await send({ query: NEW, extensions: persisted(hashOf(`${NEW} `)) }, method)
    expect(answer).toMatchObject(DONE)
  })

  it('is refused with text and hash where only trusted documents run', async () => {
    const send = await start('trusted documents only', path)
    for (const hash of [NEW, TRUSTED]) {
      const answer = await send({ query: NEW, extensions: persisted(hashOf(hash)) }, method)
      expect(answer).toEqual(
        refusal(400, 'BAD_USER_INPUT', expect.stringContaining('trusted documents only')),
      )
    }
  })

  it.each([
    ['another version', persisted(hashOf(TRUSTED), 2), 'version'],
    ['a version as text', persisted(hashOf(TRUSTED), '1'), 'version'],
    ['no hash', persisted(undefined), 'sha256Hash'],
    ['a number as hash', persisted(7), 'sha256Hash'],
    ['a short hash', persisted('abc'), 'sha256Hash'],
    ['a hash with other letters', persisted('z'.repeat(64)), 'sha256Hash'],
    ['no object', { persistedQuery: true }, 'sha256Hash'],
  ])('learns what is wrong with %s, with text or without', async (_, extensions, name) => {
    for (const setting of ['no documents', 'a documents file'] as const) {
      const send = await start(setting, path)
      for (const parameters of [{ extensions }, { query: NEW, extensions }]) {
        const answer = await send(parameters, method)
        expect(answer).toEqual(refusal(400, 'BAD_USER_INPUT', expect.stringContaining(name)))
      }
      await gateway?.close()
    }
    gateway = undefined
  })

  it('may use any id that the documents file has', async () => {
    const send = await start('trusted documents only', path)
    expect(await send({ extensions: persisted('my-own-id') }, method)).toMatchObject(DONE)
  })

  it('may send an empty persistedQuery beside text', async () => {
    const send = await start('no documents', path)
    expect(await send({ query: NEW, extensions: { persistedQuery: null } }, method)).toMatchObject(DONE)
  })

  it('is told of a documentId that is unknown, as ever', async () => {
    for (const setting of ['no documents', 'a documents file'] as const) {
      const send = await start(setting, path)
      const answer = await send({ documentId: hashOf(NEW) }, method)
      expect(answer).toEqual(refusal(400, 'BAD_USER_INPUT', expect.stringContaining('hash')))
      await gateway?.close()
    }
    gateway = undefined
  })
})

describe('a trusted document by hash', () => {
  it('takes the fast path', async () => {
    const send = await start('a documents file')
    if (!gateway) throw new Error('not started')
    const watch = watchPaths(gateway.gateway)
    for (const _ of ['compiled', 'found']) await send({ extensions: persisted(hashOf(TRUSTED)) })
    expect(await watch.paths()).toEqual(['yoga', 'fast'])
  })

  it('cannot be a mutation by GET', async () => {
    writeFileSync(
      join(folder, 'write.json'),
      JSON.stringify({ [hashOf('w')]: 'mutation { logout { loggedOut } }' }),
    )
    gateway = await startGateway({ env: { TRUSTED_DOCUMENTS: join(folder, 'write.json') } })
    const search = new URLSearchParams({ extensions: JSON.stringify(persisted(hashOf('w'))) })
    expect((await fetch(`${gateway.url}/graphql?${search}`)).status).toBe(405)
  })
})
