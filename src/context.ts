import type { FieldNode, GraphQLOutputType, GraphQLResolveInfo } from 'graphql'
import type { DataSources } from './datasources/index.ts'
import type { CallAllowance } from './request/call-allowance.ts'
import type { GatewayRequest } from './request/request.ts'
import type { StaleField } from './request/staleness.ts'

/**
 * How parts of a response are written. `path`: each has its path and label (https://specs.apollo.dev/incremental/v0.1). `id`: the
 * draft of the specification, where each has the id of what was announced as pending (https://specs.apollo.dev/incremental/v0.2).
 */
export type PartsFormat = 'path' | 'id'

/** What resolvers share during one request. */
export interface GatewayContext {
  /** The request: its caller, deadline and trace. */
  readonly incoming: GatewayRequest
  readonly datasources: DataSources
  /** Where the response shows a cache entry past its freshness. */
  readonly staleFields: StaleField[]
  readonly selections: Selections
  readonly budget: ResponseBudget
  /** Lookups that have begun: they may spend what `Query.budgets` tells. */
  readonly lookups: Promise<unknown>[]
  readonly outcome: Outcome
  /** How `@defer` and `@stream` are delivered; undefined where the response must be whole. */
  readonly partsFormat: PartsFormat | undefined
}

/** What is sent: text or bytes; in pieces where it is large. */
export type ResponseBody = string | Buffer | readonly Buffer[]

/** What Yoga's plugins find out about a response. */
export interface Outcome {
  /** Bytes of the parts so far, where it is incremental. */
  partBytes: number
  /** Undefined where Yoga writes it. */
  body: ResponseBody | undefined
  /** Whether it holds a token or a code. */
  isSecret: boolean
}

/** A mutation that has been executed, or is in progress. */
export interface MutationField {
  /** Name in the response. */
  readonly key: string
  readonly type: GraphQLOutputType
  readonly nodes: readonly FieldNode[]
  readonly fragments: GraphQLResolveInfo['fragments']
}

/** What one response may still hold. All its parts share it. */
export interface ResponseBudget {
  readonly maxBytes: number
  /** Bytes of JSON that the fields so far take at least. */
  used: number
  /** How many of the bytes a turn of the event loop has been charged with, and the turn for which the response waits. */
  charged: number
  turn: Promise<void> | undefined
  /** Whether the executor counts only the fields of the gateway's own types. */
  isPartial: boolean
  /** Errors that were recorded, and that were written. */
  errors: number
  written: number
  /** Errors beyond the limit: how many, how many of them are in a response already, and by code and network. */
  readonly omitted: { count: number; written: number; readonly byCode: Map<string, number> }
  /** Errors in the log: masked ones, and others at `debug`. */
  logged: number
  described: number
  /** In the order of the document; those that were not sent are absent. */
  readonly mutations: MutationField[]
}

const createBudget = (maxBytes: number): ResponseBudget => ({
  maxBytes,
  used: 0,
  charged: 0,
  turn: undefined,
  isPartial: false,
  errors: 0,
  written: 0,
  omitted: { count: 0, written: 0, byCode: new Map() },
  logged: 0,
  described: 0,
  mutations: [],
})

/** What each field of a document selects, collected once for all items of a list. */
export type Selections = WeakMap<FieldNode, Selection[]>

export interface Selection {
  readonly nodes: readonly FieldNode[]
  /** What it is a selection on: the name of a type, or another key that is unique for the field. */
  readonly what: string
  readonly fields: ReadonlySet<string>
}

export interface ContextOptions {
  /** Shared by all executions of a compiled document. Default: empty. */
  readonly selections?: Selections | undefined
  /** Bytes of the response. Default: no limit. */
  readonly maxBytes?: number | undefined
  /** Default: the response is whole. */
  readonly partsFormat?: PartsFormat | undefined
}

/** Limits the calls of a request to what its cost says. @param allowance undefined: its cost assumes nothing */
export const allowCalls = ({ incoming }: GatewayContext, allowance: CallAllowance | undefined): void => {
  if (allowance) incoming.callAllowance = new Map(allowance)
}

export const createContext = (
  incoming: GatewayRequest,
  datasources: DataSources,
  { selections = new WeakMap(), maxBytes = Infinity, partsFormat }: ContextOptions = {},
): GatewayContext => ({
  incoming,
  datasources,
  staleFields: [],
  selections,
  budget: createBudget(maxBytes),
  lookups: [],
  outcome: { partBytes: 0, body: undefined, isSecret: false },
  partsFormat,
})
