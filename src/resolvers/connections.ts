import type { ConversationConnectionResolvers, ParticipantConnectionResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import type { Slice } from './connection.ts'

const nodes = <Item>({ edges }: Slice<Item>): Item[] => edges.map((edge) => edge.node)

const pageInfo = ({ edges, hasNextPage, hasPreviousPage }: Slice<unknown>) => ({
  hasNextPage,
  hasPreviousPage,
  startCursor: edges[0]?.cursor ?? null,
  endCursor: edges.at(-1)?.cursor ?? null,
})

export const ParticipantConnection: ParticipantConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), nodes),
  edges: (page) => mapMaybe(page.slice(), (slice) => [...slice.edges]),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}

export const ConversationConnection: ConversationConnectionResolvers = {
  nodes: (page) => mapMaybe(page.slice(), nodes),
  edges: (page) => mapMaybe(page.slice(), (slice) => [...slice.edges]),
  pageInfo: (page) => mapMaybe(page.slice(), pageInfo),
  totalCount: (page) => page.totalCount(),
}
