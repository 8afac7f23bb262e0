import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { botSettings, mockMixin, wireUser } from '../../support/mixin-upstream.ts'
import { standingClock } from '../../support/time.ts'

const upstream = mockMixin(({ body }) => ({ body: { data: (body as string[]).map((id) => wireUser(id)) } }))
let gateway: TestGateway
beforeAll(async () => {
  const env = { ...botSettings(), CACHE_MAX_BYTES: '16MiB' }
  gateway = await startGateway({ env, dispatcher: upstream.dispatcher, clock: standingClock() })
})
afterAll(() => gateway.close())

const idOf = (person: number): string => `00000000-0000-4000-8000-${String(person).padStart(12, '0')}`

/** Reads people in documents of 500; says how many calls that took. */
const meet = async (viewer: string, from: number, count: number): Promise<number> => {
  const before = upstream.sent.length
  for (let first = from; first < from + count; first += 500) {
    const ids = Array.from({ length: Math.min(500, from + count - first) }, (_, index) => idOf(first + index))
    const { data, errors } = await gateway.query('query ($by: [UserBy!]!) { users(by: $by) { name } }', {
      variables: { by: ids.map((id) => ({ id: `mixin:user:${id}` })) },
      headers: { authorization: `Bearer ${viewer}` },
    })
    expect(errors).toEqual([])
    expect((data as { users: unknown[] }).users).toHaveLength(ids.length)
  }
  return upstream.sent.length - before
}

describe('a viewer who meets many people', () => {
  it('reads all of them from the cache the second time', async () => {
    expect(await meet('alia', 0, 3_000)).toBe(30)
    expect(await meet('alia', 0, 3_000)).toBe(0)
  })

  it('takes nothing of a small one, however many they are', async () => {
    expect(await meet('bo', 0, 20)).toBe(1)
    expect(await meet('alia', 10_000, 20_000)).toBe(200)

    expect(await meet('bo', 0, 20)).toBe(0)
    expect(await meet('alia', 29_000, 1_000)).toBe(0)
  })
})
