import { type Connection, cursorsOf } from './connection.ts'

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
  const start = after === null || after === undefined ? 0 : Number(cursors.decode(after)) + 1
  let loaded: ReturnType<typeof load> | undefined
  const page = () => (loaded ??= load(first, start))

  return {
    async slice() {
      const { items, total } = await page()
      const nodes = items.slice(0, first)
      const edges = nodes.map((node, index) => ({ cursor: cursors.encode(String(start + index)), node }))
      const hasNextPage = nodes.length > 0 && start + nodes.length < total
      return { nodes, edges, hasNextPage, hasPreviousPage: start > 0 }
    },
    totalCount: async () => (await page()).total,
  }
}
