import type { FieldNode } from 'graphql'
import type { DataSources } from './datasources/index.ts'
import type { GatewayRequest, Staleness } from './gateway-request.ts'

/** What resolvers share during one request. */
export interface GatewayContext {
  /** Who asked, and what came with the question. */
  readonly incoming: GatewayRequest
  readonly datasources: DataSources
  /** Places of the answer that show a copy past its time. */
  readonly staleAnswers: StaleAnswer[]
  /** What each place of the document selects, worked out once for all items of a list. */
  readonly selections: WeakMap<FieldNode, Selection[]>
}

export interface StaleAnswer extends Staleness {
  readonly path: readonly (string | number)[]
}

export interface Selection {
  readonly nodes: readonly FieldNode[]
  readonly typeName: string
  readonly fields: ReadonlySet<string>
}

export const createContext = (incoming: GatewayRequest, datasources: DataSources): GatewayContext => ({
  incoming,
  datasources,
  staleAnswers: [],
  selections: new WeakMap(),
})
