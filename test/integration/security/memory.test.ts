import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { bytesInUse } from './memory.ts'

const MEBIBYTE = 1024 ** 2
/** Most that may stay behind of any number of requests. */
const MAX_LEFT = 12 * MEBIBYTE

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ env: { SEALTALK_API_URL: 'http://127.0.0.1:1' }, logLevel: 'error' })
})
afterAll(() => gateway.close())

const filler = 'x'.repeat(240_000)

/** Makes a request that differs from all others. */
const REQUESTS: readonly (readonly [string, number, (index: number) => [string, Record<string, string>?]])[] =
  [
    ['documents of very many fields', 8, (index) => [`{ n${index} ${'a '.repeat(100_000)} }`]],
    ['documents that are long by a comment', 200, (index) => [`# ${index} ${filler}\n{ __typename }`]],
    ['documents that are long by a text', 200, (index) => [`{ node(id: "${index}${filler}") { id } }`]],
    ['documents that cannot be parsed', 200, (index) => [`{ ${index}${filler}`]],
    [
      'bearer tokens of nobody',
      2_000,
      (index) => ['{ __typename }', { authorization: `Bearer nobody-${index}` }],
    ],
    ['ways to accept', 2_000, (index) => ['{ __typename }', { accept: `application/json, x/${index}` }]],
  ]

describe('requests of others', () => {
  it.each(REQUESTS)('leave no memory allocated: %s', async (_, count, request) => {
    const ask = async (index: number): Promise<void> => {
      const [document, headers = {}] = request(index)
      await gateway.query(document, { headers })
    }
    await ask(-1)
    const before = bytesInUse().heap

    for (let index = 0; index < count; index += 1) await ask(index)

    expect((bytesInUse().heap - before) / MEBIBYTE).toBeLessThan(MAX_LEFT / MEBIBYTE)
  })
})
