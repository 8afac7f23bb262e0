import type { GraphQLError } from 'graphql'
import { isMasked, rootOf, toClientError } from './client-error.ts'
import type { GatewayContext } from '../context.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { OperationFacts, RequestSpan } from '../telemetry/spans/span.ts'

/** Parse and validation errors of one answer; errors of execution are never dropped. */
const MAX_DOCUMENT_ERRORS = 5

/** What came of a request, in the order in which it is written. */
export interface Result {
  readonly errors?: readonly GraphQLError[]
  readonly data?: unknown
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** The end of every answer, whichever path it comes along. */
export interface Outcome {
  /** Errors as clients see them, in their order. They are counted and logged. */
  tell(errors: readonly GraphQLError[], context: GatewayContext): readonly GraphQLError[]
  /**
   * Errors as clients see them, and the trace for whoever asked for it. Errors are counted and logged. Both, and
   * marks of old copies, spoil the request's provenance.
   */
  finish(result: Result, context: GatewayContext): Result
  /** Counts an execution. @param startedAt by `performance.now()` */
  executed(
    operation: OperationFacts,
    startedAt: number,
    result: { readonly errors?: readonly unknown[] | undefined; readonly hasData: boolean },
    span: RequestSpan | undefined,
  ): void
}

export interface FinisherOptions {
  readonly log: Log
  readonly metrics: Metrics
  /** Whether mistakes in names are told with names that are much alike. */
  readonly suggestions: boolean
}

export const createFinisher = ({ log, metrics, suggestions }: FinisherOptions): Outcome => {
  const translate = (error: GraphQLError, { id: requestId, span }: GatewayRequest): GraphQLError => {
    const translated = toClientError(error, requestId, suggestions)
    const { code, network } = translated.extensions
    metrics.error(String(code), typeof network === 'string' ? network.toLowerCase() : 'none')
    span?.failed(String(code))
    if (isMasked(translated)) log.error('a resolver failed', { requestId, ...span?.ids, err: rootOf(error) })
    return translated
  }

  return {
    tell: (errors, { incoming }) => errors.map((error) => translate(error, incoming)),
    finish({ data, errors, extensions }, { incoming, staleAnswers }) {
      const shown = data === undefined ? errors?.slice(0, MAX_DOCUMENT_ERRORS) : errors
      const upstream = incoming.trace?.report()
      const stale = staleAnswers.length > 0 ? staleAnswers : undefined
      const seen =
        upstream || stale
          ? { ...extensions, ...(upstream && { upstream }), ...(stale && { stale }) }
          : extensions
      // Asked again, it may well turn out another.
      if (shown?.length || seen) incoming.cacheDependencies?.noStore()
      return {
        ...(shown && shown.length > 0 && { errors: shown.map((error) => translate(error, incoming)) }),
        ...(data !== undefined && { data }),
        ...(seen && { extensions: seen }),
      }
    },
    executed(operation, startedAt, { errors, hasData }, span) {
      span?.executed(operation)
      const outcome = !errors?.length ? 'ok' : hasData ? 'partial' : 'failed'
      metrics.request(operation.kind, outcome, (performance.now() - startedAt) / 1000)
    },
  }
}
