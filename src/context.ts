import type { FieldNode } from 'graphql'
import type { DataSources } from './datasources/index.ts'
import type { GatewayRequest, Staleness } from './request/request.ts'

/** What resolvers share during one request. */
export interface GatewayContext {
  /** The request: its caller, deadline and trace. */
  readonly incoming: GatewayRequest
  readonly datasources: DataSources
  /** Where the response shows a cache entry past its freshness. */
  readonly staleFields: StaleField[]
  readonly selections: Selections
}

/** What each field of a document selects, collected once for all items of a list. */
export type Selections = WeakMap<FieldNode, Selection[]>

export interface StaleField extends Staleness {
  readonly path: readonly (string | number)[]
}

export interface Selection {
  readonly nodes: readonly FieldNode[]
  /** What it is a selection on: the name of a type, or another key that is unique for the field. */
  readonly what: string
  readonly fields: ReadonlySet<string>
}

/** @param selections shared by all executions of a compiled document. Default: empty. */
export const createContext = (
  incoming: GatewayRequest,
  datasources: DataSources,
  selections: Selections = new WeakMap(),
): GatewayContext => ({ incoming, datasources, staleFields: [], selections })
