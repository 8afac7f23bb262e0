import type { ClientError } from 'graphql-request'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  createClient,
  createLenientClient,
  nameOf,
} from '../../../examples/clients/graphql-request/client.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startParley, type TestParley } from '../../../testing/parley.ts'

let parley: TestParley
beforeAll(async () => {
  parley = await startParley()
})
afterAll(() => parley.close())
afterEach(() => parley.sandbox.mixin.control.reset())

const url = () => `${parley.url}/graphql`
const BOTH = '{ viewer { mixin { user { name } } sealtalk { acceptsPokes } } }'

describe('graphql-request, as its page sets it up', () => {
  it('returns the data, and the code of an error', async () => {
    expect(await nameOf(createClient(url()), `mixin:user:${x.userId}`)).toEqual({ name: 'Mirel Ostby' })
    expect(await nameOf(createClient(url()), 'mixin:user:x')).toEqual({ code: 'BAD_USER_INPUT' })
  })

  it('throws all away where one field fails, unless errorPolicy is "all"', async () => {
    const headers = await parley.signIn()
    parley.sandbox.mixin.control.setFault({ kind: '500' })
    const refused = await createClient(url())
      .request(BOTH, {}, headers)
      .catch((error: ClientError) => error)
    const { data, errors } = await createLenientClient(url()).rawRequest(BOTH, {}, headers)

    expect(refused).toMatchObject({ response: { status: 200, data: { viewer: { mixin: null } } } })
    expect(data).toEqual({ viewer: { mixin: null, sealtalk: { acceptsPokes: true } } })
    expect(errors).toMatchObject([
      { path: ['viewer', 'mixin'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
    ])
  })

  it('gets deferred fields with all others', async () => {
    const query = `{ user(by: { mixinUserId: "${x.userId}" }) { id ... @defer { name } } }`

    expect(await createClient(url()).request(query)).toEqual({
      user: { id: `mixin:user:${x.userId}`, name: 'Mirel Ostby' },
    })
  })

  it('is refused a batch, since an operation is a request of its own', async () => {
    const batch = createClient(url()).batchRequests([{ document: BOTH }, { document: BOTH }])

    await expect(batch).rejects.toMatchObject({ response: { status: 400 } })
  })
})
