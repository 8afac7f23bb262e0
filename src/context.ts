import type { FieldNode } from 'graphql'
import type { DataSources } from './datasources/index.ts'
import type { GatewayRequest } from './gateway-request.ts'

/** What resolvers share during one request. */
export interface GatewayContext {
  /** Who asked, and what came with the question. */
  readonly incoming: GatewayRequest
  readonly datasources: DataSources
  /** What each place of the document selects, worked out once for all items of a list. */
  readonly selections: WeakMap<FieldNode, Selection[]>
}

export interface Selection {
  readonly nodes: readonly FieldNode[]
  readonly typeName: string
  readonly fields: ReadonlySet<string>
}

export const createContext = (incoming: GatewayRequest, datasources: DataSources): GatewayContext => ({
  incoming,
  datasources,
  selections: new WeakMap(),
})
