import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { GatewayError } from '../../../src/errors.ts'
import { type Connection, cursorsOf, pageOfList, requirePageSize } from '../../../src/resolvers/connection.ts'
import { pageByOffset } from '../../../src/resolvers/offset-page.ts'

// The same examples in every run: what fails here fails everywhere.
fc.configureGlobal({ seed: 1, numRuns: 300 })
afterAll(() => fc.resetConfigureGlobal())

const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 })
const sizes = fc.integer({ min: 1, max: 500 })

const pageOf = (
  list: readonly string[],
  first: number,
  after: string | null,
  name = 'a list',
): Connection<string> =>
  pageOfList({ list: name, size: first, after, keyOf: (item) => item, load: () => list })

/** All pages of a list, one after the other. */
const pagesOf = async (list: readonly string[], first: number): Promise<string[][]> => {
  const pages: string[][] = []
  let after: string | null = null
  for (;;) {
    const { edges, hasNextPage, hasPreviousPage } = await pageOf(list, first, after).slice()
    expect(hasPreviousPage).toBe(pages.length > 0)
    pages.push(edges().map(({ node }) => node))
    after = edges().at(-1)?.cursor() ?? null
    if (!hasNextPage) return pages
  }
}

describe('pages of a list', () => {
  it('put together are the list, whatever their size; only the last one may be short', () =>
    fc.assert(
      fc.asyncProperty(keys, sizes, async (list, first) => {
        const pages = await pagesOf(list, first)

        expect(pages.flat()).toEqual(list)
        expect(pages.length).toBe(Math.max(1, Math.ceil(list.length / first)))
        expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true)
      }),
    ))

  it('go on behind any cursor, whatever page size gave it out', () =>
    fc.assert(
      fc.asyncProperty(keys, sizes, sizes, fc.nat(), async (list, given, first, at) => {
        const { edges } = await pageOf(list, given, null).slice()
        const place = edges().length === 0 ? 0 : at % edges().length
        const cursor = edges()[place]?.cursor() ?? null

        const { edges: next, hasNextPage } = await pageOf(list, first, cursor).slice()

        const expected = cursor === null ? list : list.slice(place + 1)
        expect(next().map(({ node }) => node)).toEqual(expected.slice(0, first))
        expect(hasNextPage).toBe(expected.length > first)
      }),
    ))

  it('neither repeat nor pass over anybody when one leaves between two of them', () =>
    fc.assert(
      fc.asyncProperty(keys, sizes, fc.nat(), async (list, first, at) => {
        fc.pre(list.length > 0)
        const { edges } = await pageOf(list, first, null).slice()
        const leaver = list[at % list.length]
        const left = list.filter((item) => item !== leaver)

        const { edges: next } = await pageOf(left, 500, edges().at(-1)?.cursor() ?? null).slice()

        expect(next().map(({ node }) => node)).toEqual(
          list.slice(edges().length).filter((item) => item !== leaver),
        )
      }),
    ))

  it('do not repeat anybody when somebody joins at any place', () =>
    fc.assert(
      fc.asyncProperty(keys, sizes, fc.nat(), async (list, first, at) => {
        const { edges } = await pageOf(list, first, null).slice()
        const place = at % (list.length + 1)
        const grown = list.toSpliced(place, 0, ' somebody new, with a name that nobody has yet ')
        fc.pre(edges().length > 0)

        const { edges: next } = await pageOf(grown, 500, edges().at(-1)?.cursor() ?? null).slice()

        const expected = place < edges().length ? list.slice(edges().length) : grown.slice(edges().length)
        expect(next().map(({ node }) => node)).toEqual(expected)
      }),
    ))

  it('are those of Relay’s algorithm, with any cursors at both ends', () =>
    fc.assert(
      fc.asyncProperty(
        keys,
        sizes,
        fc.boolean(),
        fc.option(fc.nat(), { nil: undefined }),
        fc.option(fc.nat(), { nil: undefined }),
        async (list, size, isFromEnd, afterAt, beforeAt) => {
          const { edges } = await pageOf(list, 500, null).slice()
          const placeOf = (at: number | undefined) =>
            at === undefined || list.length === 0 ? undefined : at % list.length
          const [afterPlace, beforePlace] = [placeOf(afterAt), placeOf(beforeAt)]
          const cursorAt = (place: number | undefined) =>
            place === undefined ? null : edges()[place]?.cursor()
          const range = list.filter(
            (_, place) =>
              (afterPlace === undefined || place > afterPlace) &&
              (beforePlace === undefined || place < beforePlace),
          )

          const slice = await pageOfList({
            list: 'a list',
            size,
            isFromEnd,
            after: cursorAt(afterPlace),
            before: cursorAt(beforePlace),
            keyOf: (item) => item,
            load: () => list,
          }).slice()

          expect(slice.nodes).toEqual(isFromEnd ? range.slice(-size) : range.slice(0, size))
          expect(slice.edges().map(({ node }) => node)).toEqual(slice.nodes)
          const [first, last] = [slice.nodes[0], slice.nodes.at(-1)]
          if (first === undefined || last === undefined) return
          expect(slice.hasPreviousPage).toBe(first !== list[0])
          expect(slice.hasNextPage).toBe(last !== list.at(-1))
          expect(slice.edges()[0]?.cursor()).toBe(cursorAt(list.indexOf(first)))
        },
      ),
    ))

  it('read backward are the list too, also when somebody of the page behind leaves', () =>
    fc.assert(
      fc.asyncProperty(keys, sizes, fc.nat(), async (list, size, at) => {
        const back = (all: readonly string[], before: string | undefined) =>
          pageOfList({
            list: 'a list',
            size,
            isFromEnd: true,
            after: null,
            before,
            keyOf: (item) => item,
            load: () => all,
          }).slice()

        const last = await back(list, undefined)
        const leaver = last.nodes[at % Math.max(1, last.nodes.length)]
        const left = list.filter((item) => item !== leaver)
        const seen = [...last.nodes]
        let { edges, hasPreviousPage } = last
        while (hasPreviousPage) {
          const page = await back(left, edges()[0]?.cursor())
          seen.unshift(...page.nodes)
          ;({ edges, hasPreviousPage } = page)
        }
        expect(seen).toEqual(list)
      }),
    ))

  it('get on and end where the list has an item several times', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }),
        sizes,
        async (list, first) => {
          expect((await pagesOf(list, first)).flat()).toEqual(list)
        },
      ),
    ))

  it('load the list once for slice and total, and not at all where the total is known', async () => {
    let loads = 0
    const list = () => {
      loads += 1
      return Promise.resolve(['a', 'b'])
    }
    const options = { list: 'x', size: 1, after: null, keyOf: (item: string) => item, load: list }
    const page = pageOfList(options)

    expect([await page.totalCount(), (await page.slice()).edges().length, await page.totalCount()]).toEqual([
      2, 1, 2,
    ])
    expect(loads).toBe(1)
    expect(await pageOfList({ ...options, total: () => 65 }).totalCount()).toBe(65)
    expect(loads).toBe(1)
  })
})

describe('a cursor', () => {
  it('reads back as the position that it was made of, in the list that it was made for', () =>
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (list, position) => {
        const { encode, decode } = cursorsOf(list, /^/)
        expect(decode(encode(position))).toBe(position)
      }),
    ))

  it('is refused by every other list', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (one, other, position) => {
        fc.pre(one !== other)
        expect(() => cursorsOf(other, /^/).decode(cursorsOf(one, /^/).encode(position))).toThrow(GatewayError)
      }),
    ))

  it('that was made up is refused', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (cursor) => {
        expect(() => cursorsOf('a list', /^/).decode(cursor)).toThrow(
          'after: this cursor is not from this list',
        )
      }),
    ))
})

describe('a cursor that the list did not give out', () => {
  const list = ['a', 'b', 'c']
  const cursor = (position: string): string => cursorsOf('a list', /^/).encode(position)

  it.each([
    '0.5:a',
    '-1:a',
    '+1:a',
    '1e2:a',
    '0x1:a',
    '01:a',
    ' 1:a',
    'NaN:a',
    'Infinity:a',
    ':a',
    '1:',
    '1',
    '',
    '1000000:a',
    '99999999999999999999:a',
  ])('is refused though its digest is right: %j', (position) => {
    expect(() => pageOf(list, 1, cursor(position))).toThrow('after: this cursor is not from this list')
  })

  it('is refused in the words of its argument', () => {
    const page = () =>
      pageOfList({
        list: 'x',
        size: 1,
        after: null,
        before: 'y',
        keyOf: (item) => item,
        load: () => list,
      })
    expect(page).toThrow('before: this cursor is not from this list. Send the startCursor')
  })

  it('is refused with anything around it that base64 ignores', async () => {
    const { edges } = await pageOf(list, 1, null).slice()
    const given = edges()[0]?.cursor() ?? ''
    expect((await pageOf(list, 1, given).slice()).nodes).toEqual(['b'])
    for (const changed of [`${given}=`, ` ${given}`, `${given}!`, `${given}\n`]) {
      expect(() => pageOf(list, 1, changed)).toThrow('after: this cursor is not from this list')
    }
  })

  it.each(['0.5', '-1', '1e2', '01', '1000000', '0:a', ''])(
    'is refused by a list that the upstream pages: %j',
    (position) => {
      const page = () =>
        pageByOffset({
          list: 'a list',
          first: 1,
          after: cursor(position),
          load: () => Promise.resolve({ items: [], size: 0, total: 3 }),
        })
      expect(page).toThrow('after: this cursor is not from this list')
    },
  )
})

describe('a page size', () => {
  it('is 1 to 500, or the fallback where none is given', () => {
    expect([1, 500, null, undefined].map((first) => requirePageSize(first, 50))).toEqual([1, 500, 50, 50])
    for (const first of [0, -1, 501, 2 ** 31 - 1]) expect(() => requirePageSize(first, 50)).toThrow('first: ')
    expect(() => requirePageSize(0, 50, 'last')).toThrow('last: must be 1 to 500.')
  })
})

it('a cursor of any length is refused where no list returned it', () => {
  const { decode } = cursorsOf('a list', /^/)

  for (const length of [1, 1_000, 300_000])
    expect(() => decode('x'.repeat(length))).toThrow('this cursor is not')
})
