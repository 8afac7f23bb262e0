import { badUserInput } from '../errors.ts'
import { type Connection, cursorsOf } from './connection.ts'

/** The place behind a cursor's. A cursor is no secret, so whoever knows how may have made one up. */
const placeBehind = (position: string): number => {
  if (!/^[0-9]{1,8}$/.test(position))
    throw badUserInput('after: this cursor was not given out for this list.')
  return Number(position) + 1
}

export interface OffsetPage<Item> {
  /** Names the list: a cursor is good for one list only. */
  readonly list: string
  readonly first: number
  readonly after: string | null | undefined
  readonly load: (
    limit: number,
    offset: number,
  ) => Promise<{ readonly items: readonly Item[]; readonly total: number }>
}

/**
 * A page of a list that the upstream pages by offset and limit: one call, whatever is selected of it. A cursor
 * holds an item's place, so the list may shift under it when it changes.
 */
export const pageByOffset = <Item>({ list, first, after, load }: OffsetPage<Item>): Connection<Item> => {
  const cursors = cursorsOf(list)
  const start = after === null || after === undefined ? 0 : placeBehind(cursors.decode(after))
  let loaded: ReturnType<typeof load> | undefined
  const page = () => (loaded ??= load(first, start))

  return {
    async slice() {
      const { items, total } = await page()
      const nodes = items.slice(0, first)
      const cursorAt = (place: number) => () => cursors.encode(String(place))
      const edges = () => nodes.map((node, index) => ({ node, cursor: cursorAt(start + index) }))
      const hasNextPage = nodes.length > 0 && start + nodes.length < total
      return { nodes, edges, hasNextPage, hasPreviousPage: start > 0 }
    },
    totalCount: async () => (await page()).total,
  }
}
