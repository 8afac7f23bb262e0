import { codesOf, startParley } from 'parley-gateway/testing'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { GROUP_PAGE } from './group-page.ts'

const parley = await startParley({ env: { CACHE_MAX_BYTES: '0' } })
afterAll(() => parley.close())

const { control, examples } = parley.sandbox.mixin
beforeEach(() => control.reset())

const variables = { id: `mixin:conversation:${examples.group50Id}` }

it('loads a group with three calls over HTTP', async () => {
  const { status, data } = await parley.query(GROUP_PAGE, { variables })

  expect(status).toBe(200)
  expect(data).toMatchObject({ conversation: { participants: { totalCount: 50 } } })
  expect(parley.calls().mixin).toEqual(['GET /conversations/:id', 'POST /users/fetch', 'POST /users/fetch'])
})

it('says what a person sees who is not in the group', async () => {
  const { data, errors } = await parley.query(GROUP_PAGE, {
    variables: { id: `mixin:conversation:${examples.foreignGroupId}` },
    headers: parley.as('Alia'),
  })

  expect(data).toEqual({ conversation: null })
  expect(codesOf({ errors })).toEqual(['conversation: FORBIDDEN'])
})

it('shows the group without its people while Mixin loses them', async () => {
  control.setFault({ kind: '500', endpoint: 'POST /users/fetch' })

  const { data, errors } = await parley.query(GROUP_PAGE, { variables })

  expect(data).toMatchObject({ conversation: { name: expect.any(String) } })
  expect(errors[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true })
})
