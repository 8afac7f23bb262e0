import { buildSchema, execute, parse } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { createContext } from '../../../src/context.ts'
import { badUserInput } from '../../../src/errors.ts'
import { compileQuery } from '../../../src/execution/compiled-query.ts'
import { propertyWithLimits } from '../../../src/response/limited-resolvers.ts'
import { createTurns, type Paced, type Turns } from '../../../src/response/turns.ts'
import { stubRequest } from '../../../testing/execute-stubbed.ts'
import { stubDataSources } from '../../../testing/stub-data-source.ts'

const KIB = 1_024

let turns: Turns
let begin: (() => void) | undefined
beforeEach(() => {
  begin = undefined
  turns = createTurns((callback) => void (begin = callback))
})

/** Begins the next turn of the event loop. */
const nextTurn = async (): Promise<void> => {
  const callback = begin
  begin = undefined
  callback?.()
  await Promise.resolve()
}

interface Built extends Paced {
  used: number
}
const responseOf = (used: number): Built => ({ used, charged: 0, turn: undefined })

/** Names of responses in the order in which they may grow. */
const recordWaits = (responses: Readonly<Record<string, Built>>): string[] => {
  const order: string[] = []
  for (const [name, response] of Object.entries(responses)) {
    void turns.wait(response)?.then(() => order.push(name))
  }
  return order
}

describe('turns of the event loop', () => {
  it('let small responses grow at once, however many large ones wait', () => {
    for (let count = 0; count < 10; count += 1) void turns.wait(responseOf(2_000 * KIB))

    expect(turns.wait(responseOf(63 * KIB))).toBeUndefined()
    expect(turns.wait(responseOf(65 * KIB))).toBeInstanceOf(Promise)
  })

  it('build half a megabyte each of large ones, all together', async () => {
    const [one, other] = [responseOf(300 * KIB), responseOf(200 * KIB)]
    expect([turns.wait(one), turns.wait(other)]).toEqual([undefined, undefined])
    one.used += 13 * KIB
    expect(turns.wait(one)).toBeInstanceOf(Promise)
    expect(turns.wait(one)).toBe(one.turn)

    await nextTurn()
    expect(one.turn).toBeUndefined()
    expect(turns.wait(one)).toBeUndefined()
    one.used += 513 * KIB
    expect(turns.wait(one)).toBeInstanceOf(Promise)
  })

  it('resume one at a time: the smallest and the largest in turn', async () => {
    const order = recordWaits({
      first: responseOf(900 * KIB),
      medium: responseOf(400 * KIB),
      largest: responseOf(5_000 * KIB),
      large: responseOf(3_000 * KIB),
      smallest: responseOf(100 * KIB),
    })
    for (let turn = 1; turn <= 5; turn += 1) {
      await nextTurn()
      expect(order).toHaveLength(turn)
    }

    expect(order).toEqual(['smallest', 'largest', 'medium', 'large', 'first'])
  })

  it('finish large responses one after the other', async () => {
    const order = recordWaits({
      large: responseOf(700 * KIB),
      larger: responseOf(800 * KIB),
      largest: responseOf(900 * KIB),
    })
    for (let turn = 1; turn <= 3; turn += 1) await nextTurn()

    expect(order).toEqual(['largest', 'larger', 'large'])
  })

  it('are not scheduled where nothing large is built', async () => {
    void turns.wait(responseOf(60 * KIB))
    expect(begin).toBeUndefined()
    void turns.wait(responseOf(70 * KIB))
    expect(begin).toBeDefined()
    await nextTurn()
    expect(begin).toBeUndefined()
  })
})

const schema = buildSchema(
  'type Query { lists: [List] } type List { items: [Item!] } type Item { text: String }',
)
/** 20 lists of 100 kB each; the third has an item that fails. */
const ROOT = {
  lists: Array.from({ length: 20 }, (_, list) => ({
    items: Array.from({ length: 100 }, (_, item) =>
      list === 2 && item === 50 ? badUserInput('wrong') : { text: `${list}-${item}`.padEnd(1_000, 'x') },
    ),
  })),
}
const field = schema.getQueryType()?.getFields()['lists']
if (field) field.resolve = () => ROOT.lists
const document = parse('{ lists { items { text } } }')
const newContext = () => createContext(stubRequest(), stubDataSources())
const expected = {
  lists: ROOT.lists.map((list, index) => (index === 2 ? { items: null } : list)),
}

describe.each([
  [
    'the fast path',
    async () => {
      const bound = compileQuery(schema, document, undefined)?.bind({})
      if (!bound) throw new Error('not compiled')
      return bound.execute(newContext())
    },
  ],
  [
    'another executor',
    async () => execute({ schema, document, contextValue: newContext(), fieldResolver: propertyWithLimits }),
  ],
])('%s', (_, run) => {
  it('gives others a turn while it builds a large response, which is the same', async () => {
    let turnsOfOthers = 0
    let isDone = false
    const count = (): void => {
      turnsOfOthers += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const { data, errors } = await run()
    isDone = true

    expect(turnsOfOthers).toBeGreaterThan(2)
    expect(JSON.parse(JSON.stringify(data))).toEqual(expected)
    expect(errors?.map(({ path }) => path)).toEqual([['lists', 2, 'items', 50]])
  })
})
