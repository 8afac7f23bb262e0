import type { FieldPolicy } from '@apollo/client'

interface Connection {
  readonly edges: readonly { readonly cursor?: unknown; readonly node: unknown }[]
  readonly nodes?: readonly unknown[]
  readonly pageInfo?: Readonly<Record<string, unknown>>
}

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
  merge(list = { edges: [] }, page, { args }) {
    const edges = edgesOf(page)
    const indexOf = (cursor: unknown): number =>
      cursor ? list.edges.findIndex((edge) => edge.cursor === cursor) : -1
    const { length } = list.edges
    const [after, before] = [indexOf(args?.['after']), indexOf(args?.['before'])]
    const first = args?.['after'] && after < 0 ? length : after + 1
    const start = before < 0 ? first : Math.max(0, before - edges.length)
    // A page takes the place of what it was before, although people may have come or gone.
    const last = indexOf(page.pageInfo?.['endCursor'])
    const next = last < start ? Math.min(length, start + edges.length) : last + 1
    const end = before < 0 ? next : before
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
