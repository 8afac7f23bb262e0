import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { printSdl } from '../../../src/document/sdl.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

const run = promisify(execFile)
const parley = resolve(import.meta.dirname, '../../../src/cli/main.ts')

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())
const start = async (env: Record<string, string> = {}) => {
  gateway = await startGateway({ env })
  return { url: `${gateway.url}/schema.graphql`, schema: gateway.gateway.schema }
}

describe('GET /schema.graphql', () => {
  it('is the SDL of the gateway, with all directives', async () => {
    const { url, schema } = await start()
    const response = await fetch(url)

    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^W\/"[\w-]{27}"$/),
    })
    const sdl = await response.text()
    expect(sdl).toBe(printSdl(schema))
    expect(buildSchema(sdl).getQueryType()?.getFields()).toHaveProperty('viewer')
  })

  it('is the same as npm run print-schema prints, and --strict prints the strict one', async () => {
    const { url, schema } = await start()
    const print = async (...args: string[]) =>
      (await run(process.execPath, [parley, 'print-schema', ...args])).stdout

    expect(await print()).toBe(await (await fetch(url)).text())
    expect(await print('--strict')).toBe(printSdl(schema, { strict: true }))
  })

  it('is the schema that introspection shows, and clients take that as valid', async () => {
    const { url } = await start()
    const { data } =
      (await gateway?.query(getIntrospectionQuery({ specifiedByUrl: true, oneOf: true }))) ?? {}
    const introspected = buildClientSchema(data as IntrospectionQuery)
    const sorted = (one: typeof introspected) => printSchema(lexicographicSortSchema(one))

    expect(validateSchema(introspected)).toEqual([])
    const sdl = await (await fetch(url)).text()
    expect(sorted(introspected)).toBe(sorted(buildSchema(sdl)))
  })

  it('is not sent again where it has not changed', async () => {
    const { url } = await start()
    const etag = (await fetch(url)).headers.get('etag') ?? ''
    const statuses = async (headers: Record<string, string>) => (await fetch(url, { headers })).status

    for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*'])
      expect(await statuses({ 'if-none-match': known })).toBe(304)
    expect(await statuses({ 'if-none-match': '"other"' })).toBe(200)
    const unchanged = await fetch(url, { headers: { 'if-none-match': etag } })
    expect([unchanged.headers.get('etag'), await unchanged.text()]).toEqual([etag, ''])
  })

  it('is compressed, and answers HEAD and OPTIONS', async () => {
    const { url } = await start()
    const compressed = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
    const head = await fetch(url, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })

    expect(compressed.headers.get('content-encoding')).toBe('gzip')
    expect(head.status).toBe(200)
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(50_000)
    expect((await fetch(url, { method: 'OPTIONS' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)
  })

  it('may be read by pages of CORS_ORIGINS', async () => {
    const { url } = await start({ CORS_ORIGINS: 'https://app.example' })
    const { headers } = await fetch(url, { headers: { origin: 'https://app.example' } })

    expect(headers.get('access-control-allow-origin')).toBe('https://app.example')
  })

  it('is 404 in plain words where introspection is off, and named nowhere', async () => {
    const { url } = await start({ INTROSPECTION: '0' })
    const response = await fetch(url)

    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toBe(
      'This gateway does not serve its schema, because introspection is off (INTROSPECTION).\n',
    )
    expect(await (await fetch(new URL('/', url))).json()).not.toHaveProperty('schema')
  })
})
