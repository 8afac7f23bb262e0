import type { FieldNode } from 'graphql'
import type { DataSources } from './datasources/index.ts'
import type { GatewayRequest, Staleness } from './request/request.ts'

/** What resolvers share during one request. */
export interface GatewayContext {
  /** Who asked, and what came with the question. */
  readonly incoming: GatewayRequest
  readonly datasources: DataSources
  /** Places of the answer that show a copy past its time. */
  readonly staleAnswers: StaleAnswer[]
  readonly selections: Selections
}

/** What each place of a document selects, worked out once for all items of a list. */
export type Selections = WeakMap<FieldNode, Selection[]>

export interface StaleAnswer extends Staleness {
  readonly path: readonly (string | number)[]
}

export interface Selection {
  readonly nodes: readonly FieldNode[]
  /** Of what: the name of a type, or what else tells one from another. */
  readonly what: string
  readonly fields: ReadonlySet<string>
}

/** @param selections of a document whose variables select the same whenever it is executed; none yet by default. */
export const createContext = (
  incoming: GatewayRequest,
  datasources: DataSources,
  selections: Selections = new WeakMap(),
): GatewayContext => ({ incoming, datasources, staleAnswers: [], selections })
