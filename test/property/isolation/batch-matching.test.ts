import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLoader } from '../../../src/datasources/loading/loader.ts'
import { createBatcher } from '../../../src/datasources/loading/batcher.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { askInProcess } from '../../support/in-process.ts'
import { botSettings, failure, mockMixin, type SentRequest, wireUser } from '../../support/mixin-upstream.ts'
import { fakeTurns } from '../../unit/datasources/loading/batcher-stage.ts'

/** What an upstream does with a key: it has a value, a row that nobody can read, or nothing. */
type Fate = 'value' | 'error' | 'nothing'

const fateOf = (key: string): Fate => {
  const code = key.split('').reduce((sum, unit) => sum + unit.charCodeAt(0), key.length)
  return (['value', 'value', 'error', 'nothing'] as const)[code % 4] ?? 'value'
}

const expectedOf = (key: string): unknown =>
  ({ value: `value of ${key}`, error: new Error(`no ${key}`), nothing: null })[fateOf(key)]

describe('keys that are asked for in one turn', () => {
  beforeEach(fakeTurns)
  afterEach(() => void vi.useRealTimers())

  it('each get their own answer, whatever their names, doubles and number', async () => {
    const asking = fc.array(fc.array(fc.string({ maxLength: 4 }), { maxLength: 150 }), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(asking, async (requests) => {
        const fetches: (readonly string[])[] = []
        const batcher = createBatcher<string, string>({
          network: 'mixin',
          kind: 'user',
          maxBatchSize: 100,
          async fetchMany(_, keys) {
            fetches.push(keys)
            return keys.map((key) => {
              const fate = fateOf(key)
              if (fate === 'nothing') return null
              return fate === 'value' ? `value of ${key}` : new Error(`no ${key}`)
            })
          },
        })
        // A loader of each request's own, as resolvers use them.
        const answers = requests.map(async (keys) => {
          const loader = createLoader<string>({
            name: 'user',
            loadBatch: (wanted) =>
              batcher.load({ scope: 'A', credential: 'A', keys: wanted, context: { id: 'one' } }),
          })
          return loader.loadMany(keys)
        })
        await vi.runAllTimersAsync()

        expect(await Promise.all(answers)).toEqual(requests.map((keys) => keys.map(expectedOf)))
        const distinct = new Set(requests.flat()).size
        expect(fetches.flat()).toHaveLength(distinct)
        expect(fetches).toHaveLength(Math.ceil(distinct / 100))
        expect(Math.max(0, ...fetches.map((keys) => keys.length))).toBeLessThanOrEqual(100)
      }),
      { numRuns: 60, seed: 1 },
    )
  })
})

describe('users by id', () => {
  let gateway: TestGateway | undefined
  afterEach(() => gateway?.close())

  /** Whom an upstream knows, and in which manner it tells. */
  const people = fc.uniqueArray(
    fc.record({ id: fc.uuid(), isKnown: fc.boolean(), isReadable: fc.boolean(), isTwice: fc.boolean() }),
    { minLength: 1, maxLength: 130, selector: ({ id }) => id },
  )

  it('are matched by what the rows say, however Mixin orders, repeats, leaves out and adds them', async () => {
    let rows: Record<string, unknown>[] = []
    const asked: (readonly string[])[] = []
    const mock = mockMixin(({ path, body }: SentRequest) => {
      if (path !== '/users/fetch') return failure(404)
      asked.push(body as readonly string[])
      return { body: { data: rows } }
    })
    gateway = await startGateway({ env: botSettings(), dispatcher: mock.dispatcher })
    const inner = gateway.gateway

    await fc.assert(
      fc.asyncProperty(
        people,
        fc.array(fc.nat(), { maxLength: 60 }),
        fc.nat(),
        async (known, doubles, turn) => {
          asked.length = 0
          const told = known
            .filter(({ isKnown }) => isKnown)
            .flatMap(({ id, isReadable, isTwice }) => {
              const row = wireUser(id, isReadable ? { full_name: `name of ${id}` } : { full_name: 7 })
              return isTwice ? [row, row] : [row]
            })
          const cut = turn % (told.length + 1)
          // All rows in every answer: more than was asked for.
          rows = [...told.slice(cut), ...told.slice(0, cut)].toReversed()
          const wanted = [
            ...known,
            ...doubles.map((index) => known[index % known.length] ?? known[0]),
          ].flatMap((one) => (one ? [one] : []))

          const answer = await askInProcess(
            inner,
            'query ($by: [UserBy!]!) { users(by: $by) { upstreamId name } }',
            {
              variables: { by: wanted.map(({ id }) => ({ mixinUserId: id.toUpperCase() })) },
            },
          )

          expect(answer.data).toEqual({
            users: wanted.map(({ id, isKnown, isReadable }) =>
              isKnown && isReadable ? { upstreamId: id, name: `name of ${id}` } : null,
            ),
          })
          expect(
            answer.errors.map(({ path }) => Number(path?.[1])).toSorted((one, other) => one - other),
          ).toEqual(
            wanted.flatMap(({ isKnown, isReadable }, index) => (isKnown && !isReadable ? [index] : [])),
          )
          expect(asked.flat().toSorted()).toEqual(known.map(({ id }) => id).toSorted())
          expect(asked).toHaveLength(Math.ceil(known.length / 100))
        },
      ),
      // Copies of one run are no good for the next: its people are others.
      { numRuns: 25, seed: 1 },
    )
  })
})
