import type { ConversationConnectionResolvers, ParticipantConnectionResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import type { Slice } from './connection.ts'

const nodesOf = <Item>({ nodes }: Slice<Item>): readonly Item[] => nodes

const pageInfo = ({ edges, hasNextPage, hasPreviousPage }: Slice<unknown>) => {
  const all = edges()
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: all[0]?.cursor() ?? null,
    endCursor: all.at(-1)?.cursor() ?? null,
  }
}

export const ParticipantConnection: ParticipantConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), nodesOf),
  edges: (page) => mapMaybe(page.slice(), ({ edges }) => edges()),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}

export const ConversationConnection: ConversationConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), nodesOf),
  edges: (page) => mapMaybe(page.slice(), ({ edges }) => edges()),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}
