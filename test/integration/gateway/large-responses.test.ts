import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Client } from 'undici'
import { describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway } from '../../support/sandbox.ts'

/** The response has a megabyte, and cannot be cached. */
const fields = Array.from({ length: 28 }, (_, index) => `${`a${index}_`.padEnd(110, 'a')}: name`)
const QUERY = `{ node(id: "mixin:conversation:${MIXIN_EXAMPLES.group250Id}") { ... on Conversation {
  participants(first: 250) { nodes { user { ${fields.join(' ')} } } } } } }`

const open = async (path: string) => {
  const { gateway, close } = await startSandboxGateway({ env: { PARLEY_PATH: path } })
  const client = new Client(gateway.url)
  const ask = async (method: 'GET' | 'HEAD' | 'POST', headers: Record<string, string> = {}) => {
    const {
      statusCode,
      headers: received,
      body,
    } = await client.request({
      path: method === 'POST' ? '/graphql' : `/graphql?query=${encodeURIComponent(QUERY)}`,
      method,
      headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
      body: method === 'POST' ? JSON.stringify({ query: QUERY }) : null,
    })
    return { status: statusCode, headers: received, bytes: Buffer.from(await body.arrayBuffer()) }
  }
  return { ask, close: () => Promise.all([client.close(), close()]) }
}

describe.each(['yoga', 'fast'])('a response of a megabyte on the path %s', (path) => {
  it('is the same by every method and in every coding, on one connection', async () => {
    const { ask, close } = await open(path)
    const first = await ask('POST')
    const { data } = JSON.parse(first.bytes.toString()) as {
      readonly data: { readonly node: { readonly participants: { readonly nodes: readonly unknown[] } } }
    }
    expect(first.bytes.length).toBeGreaterThan(800_000)
    expect(data.node.participants.nodes).toHaveLength(250)
    expect(first.bytes.toString()).toBe(JSON.stringify({ data }))

    for (const method of ['POST', 'POST', 'GET'] as const) {
      const { status, headers, bytes } = await ask(method)
      expect([status, headers['content-length']]).toEqual([200, String(first.bytes.length)])
      expect(headers['transfer-encoding']).toBeUndefined()
      expect(bytes.equals(first.bytes)).toBe(true)
    }
    const head = await ask('HEAD')
    expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([
      200,
      String(first.bytes.length),
      0,
    ])
    for (const [coding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const { headers, bytes } = await ask('POST', { 'accept-encoding': coding })
      expect([headers['content-encoding'], headers['content-length']]).toEqual([coding, String(bytes.length)])
      expect(unpack(bytes).equals(first.bytes)).toBe(true)
    }
    await close()
  })
})
