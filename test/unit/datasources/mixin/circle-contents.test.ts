import { describe, expect, it } from 'vitest'
import { readCircleContents } from '../../../../src/datasources/mixin/circle-contents.ts'
import type { MixinClient } from '../../../../src/datasources/mixin/client.ts'

const idOf = (index: number): string => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`
const timeOf = (index: number): string => new Date(1_700_000_000_000 + index).toISOString()

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    conversation_id: idOf(from + index),
    created_at: timeOf(from + index),
  }))

/** Reads a circle of which the server sends these pages, and returns its ids and the pages that were asked for. */
const read = async (...pages: readonly unknown[]) => {
  const asked: unknown[] = []
  const client: MixinClient = {
    async call(endpoint, { parameters, decode }) {
      asked.push([endpoint.template, parameters])
      return decode(pages[asked.length - 1] ?? [], '')
    },
  }
  const contents = await readCircleContents(client, 'a-circle', {} as never, {} as never)
  return { ids: contents.map(({ upstreamId }) => upstreamId), asked }
}

const FIRST = ['/circles/:id/conversations?limit=500', { id: 'a-circle' }]
const second = (time: string) => [
  '/circles/:id/conversations?limit=500&offset=:time',
  { id: 'a-circle', time },
]

describe('what is in a circle', () => {
  it('takes one page where that is not full', async () => {
    const { ids, asked } = await read(rows(0, 499))

    expect([ids.length, asked]).toEqual([499, [FIRST]])
  })

  it('goes on at the time of the last row, and has what a server repeats once', async () => {
    const { ids, asked } = await read(rows(0, 500), rows(499, 700))

    expect(asked).toEqual([FIRST, second(timeOf(499))])
    expect(ids).toEqual(Array.from({ length: 700 }, (_, index) => idOf(index)))
  })

  it('ends after two pages, where a page has nothing new, and where there is no time', async () => {
    expect((await read(rows(0, 500), rows(500, 1_000), rows(1_000, 1_500))).ids).toHaveLength(1_000)
    expect((await read(rows(0, 500), rows(0, 500))).asked).toHaveLength(2)
    const timeless = rows(0, 500).map(({ conversation_id }) => ({ conversation_id }))
    expect((await read(timeless)).asked).toEqual([FIRST])
  })
})
