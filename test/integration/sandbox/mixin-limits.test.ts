import { expect, it } from 'vitest'
import { useMixin } from './mixin-fixture.ts'
import type { Client } from './mixin-client.ts'

const fixture = useMixin({
  limits: {
    identityNumber: { burst: 3, perSecond: 1 },
    search: { burst: 2, perSecond: 1, lockoutMs: 12 * 3_600_000 },
  },
})

const codes = async (client: Client, path: string, count: number): Promise<number[]> => {
  const seen: number[] = []
  for (let call = 0; call < count; call += 1) seen.push((await client.get(path)).error?.code ?? 200)
  return seen
}

it('lets identity numbers through up to the burst, then as fast as the bucket fills', async () => {
  expect(await codes(fixture.bot, '/users/30265', 5)).toEqual([200, 200, 200, 429, 429])
  fixture.advance(2_000)
  expect(await codes(fixture.bot, '/users/30265', 3)).toEqual([200, 200, 429])
})

it('counts lookups that find nobody, too', async () => {
  expect(await codes(fixture.bot, '/users/999999999', 4)).toEqual([404, 404, 404, 429])
})

it('says it as the network does', async () => {
  await codes(fixture.bot, '/users/30265', 3)
  const answer = await fixture.bot.get('/users/30265')
  expect(answer.status).toBe(202)
  expect(answer.error).toMatchObject({ status: 202, code: 429 })
})

it('refuses searches for twelve hours after the first refusal, however long the bucket has been full', async () => {
  expect(await codes(fixture.bot, '/search/30265', 3)).toEqual([200, 200, 429])
  fixture.advance(12 * 3_600_000 - 1)
  expect(await codes(fixture.bot, '/search/30265', 1)).toEqual([429])
  fixture.advance(1)
  expect(await codes(fixture.bot, '/search/30265', 1)).toEqual([200])
})

it('limits each credential and each lookup by itself, and ids not at all', async () => {
  await codes(fixture.bot, '/users/30265', 4)
  await codes(fixture.bot, '/search/30265', 3)
  expect(await codes(fixture.alia, '/users/30265', 1)).toEqual([200])
  expect(await codes(fixture.alia, '/search/30265', 1)).toEqual([200])
  expect(await codes(fixture.bot, `/users/${fixture.mixin.examples.userId}`, 5)).toEqual(Array(5).fill(200))
})

it('counts limited lookups apart from the others', async () => {
  await fixture.bot.get('/users/30265')
  await fixture.bot.get('/search/30265')
  await fixture.bot.get(`/users/${fixture.mixin.examples.userId}`)
  const { limited, total, recent } = fixture.mixin.control.calls()
  expect({ limited, total }).toEqual({ limited: 2, total: 3 })
  expect(recent.map((call) => call.limited)).toEqual([true, true, false])
})
