import { buildSchema, execute, GraphQLError, isObjectType, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createContext } from '../../../src/context.ts'
import { badUserInput } from '../../../src/errors.ts'
import { compileQuery } from '../../../src/execution/compiled-query.ts'
import { createFinisher } from '../../../src/response/finish.ts'
import { propertyWithLimits, withResponseLimits } from '../../../src/response/limited-resolvers.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { stubRequest } from '../../../testing/execute-stubbed.ts'
import { stubDataSources } from '../../../testing/stub-data-source.ts'

const schema = buildSchema(
  'type Query { errors: [Thing] promises: [Thing] things: [Thing] later: [Thing] big: String } type Thing { id: ID text: String next: Thing }',
)
const COUNT = 2_000
let resolved = 0
let listed = 0

const query = schema.getQueryType()
const thing = schema.getType('Thing')
if (!query || !isObjectType(thing)) throw new Error('no such type')
const resolvers: Record<string, () => unknown> = {
  errors: () => Array.from({ length: COUNT }, () => badUserInput('wrong')),
  promises: () => Array.from({ length: COUNT }, () => Promise.reject(badUserInput('wrong'))),
  things: () => {
    listed += 1
    return Array.from({ length: COUNT }, (_, id) => ({ id, text: 'a text' }))
  },
  later: () => Array.from({ length: COUNT }, (_, id) => Promise.resolve({ id, text: 'a text' })),
}
for (const [name, resolve] of Object.entries(resolvers)) {
  const field = query.getFields()[name]
  if (field) field.resolve = resolve
}
const next = thing.getFields()['next']
if (next) {
  next.resolve = () => {
    resolved += 1
    return null
  }
}
withResponseLimits(schema)

const contextOf = (maxBytes?: number) => createContext(stubRequest(), stubDataSources(), { maxBytes })
type Context = ReturnType<typeof contextOf>

/** The executor of the fast path, and one that knows no limits. */
const EXECUTORS: readonly (readonly [
  string,
  (
    text: string,
    context: Context,
  ) => Promise<{ errors?: readonly GraphQLError[] | undefined; data?: unknown }>,
])[] = [
  [
    'the fast path',
    async (text, context) => {
      const bound = compileQuery(schema, parse(text), undefined)?.bind({})
      if (!bound) throw new Error('not compiled')
      return bound.execute(context)
    },
  ],
  [
    'another executor',
    async (text, contextValue) => {
      contextValue.budget.isPartial = true
      return execute({ schema, document: parse(text), contextValue, fieldResolver: propertyWithLimits })
    },
  ],
]

describe.each(EXECUTORS)('%s', (_, run) => {
  it.each(['errors', 'promises'])(
    'builds no more than 500 errors, and counts the others: %s',
    async (field) => {
      const context = contextOf()
      const { errors } = await run(`{ ${field} { id } }`, context)

      expect(errors).toHaveLength(500)
      expect(
        errors?.every(({ path, locations }) => path?.[0] === field && locations?.[0]?.column === 3),
      ).toBe(true)
      expect(context.budget.omitted.count).toBe(COUNT - 500)
      expect([...context.budget.omitted.byCode]).toEqual([['BAD_USER_INPUT none', COUNT - 500]])
    },
  )

  it('counts at least as many bytes as the fields take without quoting, and no more than they take', async () => {
    const context = contextOf()
    const { data } = await run('{ things { id alias: text } }', context)
    const bytes = JSON.stringify(data).length

    expect(context.budget.used).toBeLessThanOrEqual(bytes)
    expect(context.budget.used).toBeGreaterThan(bytes * 0.8)
  })

  it('calls no resolver once the response is too large', async () => {
    resolved = 0
    await run('{ things { text next { id } } }', contextOf(5_000))

    expect(resolved).toBeGreaterThan(10)
    expect(resolved).toBeLessThan(300)
  })
})

describe('the fast path', () => {
  const [[, run] = []] = EXECUTORS

  it.each(['things', 'later'])('counts little more than the limit: %s', async (field) => {
    const context = contextOf(5_000)
    await run?.(`{ ${field} { id text } }`, context)

    expect(context.budget.used).toBeGreaterThan(5_000)
    expect(context.budget.used).toBeLessThan(5_100)
  })

  it('resolves no further list', async () => {
    listed = 0
    await run?.('{ one: things { text } two: things { text } }', contextOf(5_000))

    expect(listed).toBe(1)
  })
})

describe('the finisher', () => {
  const finisherWith = (lines: string[]) =>
    createFinisher({
      log: createLog({ level: 'error', destination: { write: (line) => void lines.push(line) } }),
      metrics: createMetrics(),
      suggestions: false,
    })
  const errorsOf = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => new GraphQLError('x', { path: ['a', index], originalError: new Error('odd') }),
    )

  it('writes 500 errors at most and logs ten of the internal ones', () => {
    const lines: string[] = []
    const { errors = [] } = finisherWith(lines).finish({ data: {}, errors: errorsOf(503) }, contextOf())

    expect(errors).toHaveLength(500)
    expect(errors.at(-1)?.extensions).toMatchObject({ omittedErrors: 3 })
    expect(lines).toHaveLength(10)
  })

  it('shares the errors among the parts of a response', () => {
    const finisher = finisherWith([])
    const context = contextOf()

    expect(finisher.toClientErrors(errorsOf(300), context)).toHaveLength(300)
    const errors = finisher.toClientErrors(errorsOf(300), context)
    expect(errors).toHaveLength(200)
    expect(errors.at(-1)?.extensions).toMatchObject({ omittedErrors: 100 })
  })

  it('writes nothing of a response that was not built to its end', () => {
    const context = contextOf(5_000)
    context.budget.used = 5_001

    expect(finisherWith([]).finish({ data: { a: null } }, context)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
    })
  })

  it('survives a response that is longer than any string', () => {
    const text = 'x'.repeat(2 ** 27)
    const data = { a: text, b: text, c: text, d: text, e: text }
    const context = contextOf(2 ** 26)
    context.budget.isPartial = true

    expect(finisherWith([]).finish({ data }, context)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
    })
  })
})
