import type { FieldPolicy } from '@apollo/client'

interface Connection {
  readonly edges: readonly { readonly cursor?: unknown; readonly node: unknown }[]
  readonly nodes?: readonly unknown[]
  readonly pageInfo?: Readonly<Record<string, unknown>>
}

const NOTHING: Connection = { edges: [] }

const edgesOf = ({ edges, nodes = [], pageInfo = {} }: Partial<Connection>): Connection['edges'] => {
  const found: Connection['edges'] = edges ?? nodes.map((node) => ({ node }))
  const cursors = new Map([
    [0, pageInfo['startCursor']],
    [found.length - 1, pageInfo['endCursor']],
  ])
  return found.map((edge, index) => ({ cursor: cursors.get(index), ...edge }))
}

/** Joins the pages of a connection to one list. @param keyArgs arguments whose values have lists of their own */
export const pagesOf = (keyArgs: string[] = []): FieldPolicy<Connection> => ({
  keyArgs,
  read: (list) => list && { ...list, nodes: list.edges.map(({ node }) => node) },
  merge(known = NOTHING, page, { args }) {
    const { after, before, last } = args ?? {}
    // A page without a cursor is the first or the last one. A list that does not reach there begins anew.
    const isApart = !after && !before && known.pageInfo?.[last ? 'hasNextPage' : 'hasPreviousPage']
    const list = isApart ? NOTHING : known
    const edges = edgesOf(page)
    const { length } = list.edges
    const indexOf = (one: unknown) => list.edges.findIndex(({ cursor }) => one && cursor === one)
    const next = after ? indexOf(after) + 1 || length : 0
    const start = last ? Math.max(0, (before ? indexOf(before) : length) - edges.length) : next
    // A page takes the place of what it was before, although people may have come or gone.
    const until = indexOf(page.pageInfo?.['endCursor']) + 1 || start + edges.length
    const end = before ? Math.max(0, indexOf(before)) : Math.min(length, until)
    const { hasPreviousPage, startCursor } = (start === 0 ? page : list).pageInfo ?? {}
    const { hasNextPage, endCursor } = (end === length ? page : list).pageInfo ?? {}
    return {
      ...list,
      ...page,
      edges: [...list.edges.slice(0, start), ...edges, ...list.edges.slice(end)],
      pageInfo: { ...page.pageInfo, hasPreviousPage, startCursor, hasNextPage, endCursor },
    }
  },
})
