import { Client } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heldBytes } from '../../support/heap.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

/** Growth is measured in each; what is compiled or cached for good is there after the first. */
const WINDOWS = 4

let gateway: TestGateway
let client: Client
beforeAll(async () => {
  // Caches are full after the first window.
  const env = { SEALTALK_API_URL: 'http://127.0.0.1:1', CACHE_MAX_BYTES: '64KiB' }
  gateway = await startGateway({ env, logLevel: 'error' })
  client = new Client(gateway.url)
})
afterAll(async () => {
  await client.close()
  await gateway.close()
})

const filler = 'x'.repeat(240_000)

/** Whoever keeps it, or something for it, keeps more than a header may leave. */
const nobody = (index: number): string => `nobody-${index}-${'x'.repeat(1_000)}`

interface Requests {
  readonly of: string
  readonly perWindow: number
  /** Most bytes that one may leave behind. */
  readonly mayLeave: number
  /** Differs from all others. */
  readonly make: (index: number) => { readonly document?: string; readonly headers?: Record<string, string> }
}

/** A fifteenth of the document. */
const ofDocuments = { perWindow: 30, mayLeave: 16 * 1024 }
/** Less than an entry of a map takes. */
const ofHeaders = { perWindow: 600, mayLeave: 200 }

const REQUESTS: readonly Requests[] = [
  {
    ...ofDocuments,
    of: 'documents of very many fields',
    perWindow: 8,
    make: (index) => ({ document: `{ n${index} ${'a '.repeat(100_000)} }` }),
  },
  {
    ...ofDocuments,
    of: 'documents that are long by a comment',
    make: (index) => ({ document: `# ${index} ${filler}\n{ __typename }` }),
  },
  {
    ...ofDocuments,
    of: 'documents that are long by a text',
    make: (index) => ({ document: `{ node(id: "${index}${filler}") { id } }` }),
  },
  {
    ...ofDocuments,
    of: 'documents that cannot be parsed',
    make: (index) => ({ document: `{ ${index}${filler}` }),
  },
  {
    ...ofHeaders,
    of: 'bearer tokens of nobody',
    make: (index) => ({ headers: { authorization: `Bearer ${nobody(index)}` } }),
  },
  {
    ...ofHeaders,
    of: 'sessions of nobody',
    make: (index) => ({
      document: '{ viewer { sealtalk { acceptsPokes } } }',
      headers: { 'x-sealtalk-session': nobody(index) },
    }),
  },
  {
    ...ofHeaders,
    of: 'ways to accept',
    make: (index) => ({ headers: { accept: `application/json, x/${index}${'x'.repeat(90)}` } }),
  },
  {
    ...ofHeaders,
    of: 'other headers',
    make: (index) => ({
      headers: {
        cookie: `parley_sealtalk=${nobody(index)}`,
        'x-api-key': nobody(index),
        'x-request-id': `nobody-${index}`,
        'user-agent': nobody(index),
        'x-forwarded-for': `198.51.100.${index % 256}`,
      },
    }),
  },
]

describe('requests of others', () => {
  it.each(REQUESTS)('leave no memory allocated: $of', async ({ perWindow, mayLeave, make }) => {
    const ask = async (index: number): Promise<void> => {
      const { document = '{ __typename }', headers = {} } = make(index)
      const answer = await client.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: document }),
      })
      expect(await answer.body.text()).toMatch(/"(data|errors)"/)
    }
    const held: number[] = []
    for (let window = 0; window < WINDOWS; window += 1) {
      for (let index = 0; index < perWindow; index += 1) await ask(window * perWindow + index)
      held.push(heldBytes())
    }

    const growth = held.slice(1).map((bytes, index) => (bytes - (held[index] ?? 0)) / perWindow)
    // A leak is in every window, chance in one of them.
    const [, median = Number.NaN] = growth.toSorted((one, other) => one - other)
    expect(median).toBeLessThan(mayLeave)
  })
})
