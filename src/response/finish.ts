import type { GraphQLError } from 'graphql'
import { isMasked, rootOf, toClientError } from './client-error.ts'
import type { GatewayContext } from '../context.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { OperationFacts, RequestSpan } from '../telemetry/spans/span.ts'

/** Parse and validation errors in one response; execution errors are never dropped. */
const MAX_DOCUMENT_ERRORS = 5

/** A GraphQL result, its fields in the order in which they are written. */
export interface Result {
  readonly errors?: readonly GraphQLError[]
  readonly data?: unknown
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** What every result passes before it is sent, whichever path executed it. */
export interface Finisher {
  /** Errors as clients see them, in the same order. Counts and logs each. */
  toClientErrors(errors: readonly GraphQLError[], context: GatewayContext): readonly GraphQLError[]
  /**
   * Translates errors, and adds `extensions.upstream` and `extensions.stale` where they apply. A result that
   * has any of these is not cached.
   */
  finish(result: Result, context: GatewayContext): Result
  /** Counts an execution. @param startedAt by `performance.now()` */
  recordExecution(
    operation: OperationFacts,
    startedAt: number,
    result: { readonly errors?: readonly unknown[] | undefined; readonly hasData: boolean },
    span: RequestSpan | undefined,
  ): void
}

export interface FinisherOptions {
  readonly log: Log
  readonly metrics: Metrics
  /** Whether errors about unknown names suggest similar ones. */
  readonly suggestions: boolean
}

export const createFinisher = ({ log, metrics, suggestions }: FinisherOptions): Finisher => {
  const translate = (error: GraphQLError, { id: requestId, span }: GatewayRequest): GraphQLError => {
    const translated = toClientError(error, requestId, suggestions)
    const { code, network } = translated.extensions
    metrics.error(String(code), typeof network === 'string' ? network.toLowerCase() : 'none')
    span?.failed(String(code))
    if (isMasked(translated)) log.error('resolver failed', { requestId, ...span?.ids, err: rootOf(error) })
    return translated
  }

  return {
    toClientErrors: (errors, { incoming }) => errors.map((error) => translate(error, incoming)),
    finish({ data, errors, extensions }, { incoming, staleFields }) {
      const reported = data === undefined ? errors?.slice(0, MAX_DOCUMENT_ERRORS) : errors
      const upstream = incoming.trace?.report()
      const stale = staleFields.length > 0 ? staleFields : undefined
      const allExtensions =
        upstream || stale
          ? { ...extensions, ...(upstream && { upstream }), ...(stale && { stale }) }
          : extensions
      // The same request may have another result next time.
      if (reported?.length || allExtensions) incoming.cacheDependencies?.noStore()
      return {
        ...(reported &&
          reported.length > 0 && { errors: reported.map((error) => translate(error, incoming)) }),
        ...(data !== undefined && { data }),
        ...(allExtensions && { extensions: allExtensions }),
      }
    },
    recordExecution(operation, startedAt, { errors, hasData }, span) {
      span?.executed(operation)
      const outcome = !errors?.length ? 'ok' : hasData ? 'partial' : 'failed'
      metrics.request(operation.kind, outcome, (performance.now() - startedAt) / 1000)
    },
  }
}
