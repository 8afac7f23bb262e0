import type { Client } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, createClient } from '../../../examples/clients/graphql-sse/client.ts'
import { startParley, type TestParley } from '../../../testing/parley.ts'

let parley: TestParley
let client: Client
beforeAll(async () => {
  parley = await startParley()
  client = createClient('sandbox-alia-all-scopes', `${parley.url}/graphql`)
})
afterAll(() => parley.close())

describe('graphql-sse, as its page sets it up', () => {
  it('returns the result of a query', async () => {
    expect(await ask(client, '{ viewer { mixin { user { name } } } }')).toEqual({
      data: { viewer: { mixin: { user: { name: 'Alia Sandmark' } } } },
    })
  })

  it('returns errors as results', async () => {
    expect(await ask(client, '{ nope }')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    })
    expect(await ask(client, 'mutation { renewImToken { imToken } }')).toMatchObject({
      data: { renewImToken: null },
      errors: [{ path: ['renewImToken'], extensions: { code: 'UNAUTHENTICATED' } }],
    })
  })

  it('returns parts of @defer as further results', async () => {
    const results: unknown[] = []
    const query = '{ viewer { __typename ... @defer { mixin { user { name } } } } }'
    for await (const result of client.iterate({ query })) results.push(result)

    expect(results).toHaveLength(2)
    expect(JSON.stringify(results)).toContain('Alia Sandmark')
  })
})
