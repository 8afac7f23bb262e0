import { type Connection, cursorsOf, PLACES } from './connection.ts'

export interface OffsetPage<Item> {
  /** Identifies the list: a cursor is valid for one list only. */
  readonly list: string
  readonly first: number
  readonly after: string | null | undefined
  readonly load: (
    limit: number,
    offset: number,
  ) => Promise<{
    /** Each with its place on the page, from 0: rows that cannot be read are left out. */
    readonly items: readonly { readonly place: number; readonly item: Item }[]
    /** Rows of the page, those that were left out included. */
    readonly size: number
    readonly total: number
  }>
}

/**
 * A page of a list that the upstream pages by offset and limit: one call, whatever is selected. A cursor holds an
 * item's position, so pages shift when the list changes.
 */
export const pageByOffset = <Item>({ list, first, after, load }: OffsetPage<Item>): Connection<Item> => {
  const cursors = cursorsOf(list, PLACES)
  const start = after === null || after === undefined ? 0 : Number(cursors.decode(after)) + 1
  let loaded: ReturnType<typeof load> | undefined
  const page = () => (loaded ??= load(first, start))

  return {
    async slice() {
      const { items, size, total } = await page()
      const shown = items.filter(({ place }) => place < first)
      const end = start + Math.min(size, first)
      const cursorAt = (place: number) => () => cursors.encode(String(place))
      return {
        nodes: shown.map(({ item }) => item),
        edges: () => shown.map(({ item, place }) => ({ node: item, cursor: cursorAt(start + place) })),
        hasNextPage: end > start && end < total,
        hasPreviousPage: start > 0,
        // The next page begins behind the last row, also where that was left out.
        ...(end > start && { endCursor: cursorAt(end - 1) }),
      }
    },
    totalCount: async () => (await page()).total,
  }
}
