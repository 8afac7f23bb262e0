import { badUserInput } from '../errors.ts'
import { type Connection, cursorsOf } from './connection.ts'

/** The position after a cursor's. Anyone can make up a cursor, so it is checked. */
const placeBehind = (position: string): number => {
  if (!/^[0-9]{1,8}$/.test(position))
    throw badUserInput(
      'after: this cursor is not from this list. Send an endCursor or cursor of the same list and arguments.',
    )
  return Number(position) + 1
}

export interface OffsetPage<Item> {
  /** Identifies the list: a cursor is valid for one list only. */
  readonly list: string
  readonly first: number
  readonly after: string | null | undefined
  readonly load: (
    limit: number,
    offset: number,
  ) => Promise<{ readonly items: readonly Item[]; readonly total: number }>
}

/**
 * A page of a list that the upstream pages by offset and limit: one call, whatever is selected. A cursor holds an
 * item's position, so pages shift when the list changes.
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
