import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { executeInParts } from '../../../src/execution/execute-in-parts.ts'
import type { PartsFormat } from '../../../src/context.ts'
import type { Payload } from '../../../src/response/payload.ts'

const schema = buildSchema(`
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  directive @stream(if: Boolean! = true, label: String, initialCount: Int! = 0) on FIELD
  type Query { people: [Person!] names: [String] }
  type Person { name: String! nick: String }
`)

const person = (name: string | Error, nick: string | Error = '') => ({
  name: () => Promise.resolve(name),
  nick: () => Promise.resolve(nick),
})

const payloadsOf = async (text: string, rootValue: unknown, format: PartsFormat): Promise<Payload[]> => {
  const result = await executeInParts({ schema, document: parse(text), rootValue }, format)
  if (!result || !(Symbol.asyncIterator in result)) return result ? [result] : []
  const payloads: Payload[] = []
  for await (const payload of result) payloads.push(payload)
  return payloads
}

describe('executing in parts', () => {
  it('is one result where nothing is left for later', async () => {
    for (const format of ['id', 'path'] as const) {
      const result = await payloadsOf('{ names ... @defer(if: false) { names } }', { names: ['a'] }, format)
      expect(result).toEqual([{ data: { names: ['a'] } }])
    }
  })

  it('gives each item by path its own errors', async () => {
    const people = [person('a'), person('b', new Error('no b')), person('c', new Error('no c')), person('d')]
    const payloads = await payloadsOf('{ people @stream(initialCount: 1) { nick } }', { people }, 'path')

    const parts = payloads.flatMap(({ incremental = [] }) => incremental)
    expect(parts).toMatchObject([
      {
        path: ['people', 1],
        items: [{ nick: null }],
        errors: [{ message: 'no b', path: ['people', 1, 'nick'] }],
      },
      {
        path: ['people', 2],
        items: [{ nick: null }],
        errors: [{ message: 'no c', path: ['people', 2, 'nick'] }],
      },
      { path: ['people', 3], items: [{ nick: '' }] },
    ])
    expect(parts[2]).not.toHaveProperty('errors')
  })

  it('names the item at which a list has failed, by path', async () => {
    const people = [person('a'), person('b'), person(new Error('no c')), person('d')]
    const query = '{ people @stream(label: "all") { name } }'
    const payloads = await payloadsOf(query, { people }, 'path')

    expect(payloads.flatMap(({ incremental = [] }) => incremental).at(-1)).toMatchObject({
      path: ['people', 2],
      label: 'all',
      items: null,
      errors: [{ message: 'no c' }],
    })
    const withIds = await payloadsOf(query, { people }, 'id')
    expect(withIds.flatMap(({ completed = [] }) => completed)).toMatchObject([
      { id: '0', errors: [{ message: 'no c', path: ['people', 2, 'name'] }] },
    ])
  })

  it('ends where its reader does', async () => {
    let rejectNick = (_: Error): void => undefined
    const nick = () => new Promise((_, reject) => void (rejectNick = reject))
    const result = await executeInParts(
      {
        schema,
        document: parse('{ people { name ... @defer { nick } } }'),
        rootValue: { people: [{ name: 'a', nick }] },
      },
      'id',
    )
    if (!result || !(Symbol.asyncIterator in result)) throw new Error('not in parts')
    for await (const payload of result) {
      expect(payload).toMatchObject({ hasNext: true })
      break
    }
    // Nobody reads the part any more, so its error is nobody's.
    rejectNick(new Error('late'))
    await new Promise((resolve) => setImmediate(resolve))
  })
})
