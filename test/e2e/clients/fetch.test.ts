import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ask } from '../../../examples/clients/fetch/ask.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startParley, type TestParley } from '../../../testing/parley.ts'
import { createBrowserFetch } from '../../support/browser-fetch.ts'

let parley: TestParley
beforeAll(async () => {
  parley = await startParley()
})
afterAll(() => parley.close())
// A page on the gateway's own origin.
beforeEach(() => {
  vi.stubGlobal('fetch', createBrowserFetch(parley.url).fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const NAME = 'query ($id: ID!) { user(by: { id: $id }) { name } }'

describe('fetch, as its page uses it', () => {
  it('returns the data, also for a credential', async () => {
    expect(await ask(NAME, { id: `mixin:user:${x.userId}` })).toEqual({ user: { name: 'Mirel Ostby' } })
    expect(await ask('{ viewer { mixin { user { name } } } }', {}, parley.as('Alia'))).toEqual({
      viewer: { mixin: { user: { name: 'Alia Sandmark' } } },
    })
  })

  it('stays signed in', async () => {
    const [{ region, phone, password }] = parley.sandbox.sealtalk.credentials.accounts
    const input = { phone: { region, number: phone }, password }
    await ask('mutation ($input: LoginInput!) { login(input: $input) { userId } }', { input })

    expect(await ask('{ viewer { sealtalk { user { name } } } }')).toEqual({
      viewer: { sealtalk: { user: { name: 'Lin Tallmere' } } },
    })
  })

  it('throws what failed, with the data that is there', async () => {
    const half = `{ viewer { __typename } user(by: { id: "mixin:user:x" }) { name } }`

    await expect(ask(half)).rejects.toMatchObject({
      codes: ['BAD_USER_INPUT'],
      data: { viewer: { __typename: 'Viewer' }, user: null },
      retryAfterMs: undefined,
    })
  })

  it('reads refused requests the same way', async () => {
    await expect(ask('x'.repeat(300_000))).rejects.toMatchObject({
      codes: [expect.stringMatching(/^[A-Z_]+$/)],
      data: undefined,
    })
  })
})
