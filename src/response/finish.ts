import type { GraphQLError } from 'graphql'
import { MAX_ERRORS, omitError } from './budget.ts'
import { isMasked, rootOf, toClientError, toWritten, type WrittenError } from './client-error.ts'
import { GatewayError } from '../errors.ts'
import type { GatewayContext } from '../context.ts'
import { byPlace } from './error-order.ts'
import { fit } from './fit.ts'
import type { Result } from './result-body.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { OperationFacts } from '../telemetry/spans/span.ts'

/** Parse and validation errors in one response. */
const MAX_DOCUMENT_ERRORS = 5

/** Masked errors of one response that are written to the log, and as many others at `debug`. */
const MAX_LOGGED_ERRORS = 10

/** What every result passes before it is sent, whichever path executed it. */
/** The result of an execution. */
export interface Executed extends Omit<Result, 'errors'> {
  readonly errors?: readonly GraphQLError[]
}

export interface Finisher {
  /** An error as clients see it. Counts it and logs it. */
  translate(error: GraphQLError, context: GatewayContext): WrittenError
  /**
   * Errors as clients see them, in the order of the document, as many as the response may still have. Where it has as many as it
   * may, the last one has `extensions.omittedErrors`. Counts all, and logs some.
   */
  toClientErrors(errors: readonly GraphQLError[], context: GatewayContext): readonly WrittenError[]
  /**
   * Translates errors, and adds `extensions.upstream` and `extensions.stale` where they apply. A result that
   * has any of these is not cached.
   */
  finish(result: Executed, context: GatewayContext): Result
  /** Counts an execution. @param startedAt by `performance.now()` */
  recordExecution(
    operation: OperationFacts,
    startedAt: number,
    result: { readonly errors?: readonly unknown[] | undefined; readonly hasData: boolean },
    request: Pick<GatewayRequest, 'span' | 'record'>,
  ): void
}

export interface FinisherOptions {
  readonly log: Log
  readonly metrics: Metrics
  /** Whether errors about unknown names suggest similar ones. */
  readonly suggestions: boolean
}

export const createFinisher = ({ log, metrics, suggestions }: FinisherOptions): Finisher => {
  /** What the client sees, and what the upstream said: enough to find out why by the id of the request. */
  const describe = (
    error: GraphQLError,
    translated: GraphQLError,
    { incoming, budget }: GatewayContext,
  ): void => {
    budget.described += 1
    if (budget.described > MAX_LOGGED_ERRORS) return
    const { id: requestId, span } = incoming
    const { code, network, upstreamCode, retryAfterMs, argument } = translated.extensions
    const root = rootOf(error)
    log.debug('error in a response', {
      requestId,
      ...span?.ids,
      code,
      network,
      upstreamCode,
      retryAfterMs,
      path: translated.path?.join('.'),
      argument,
      message: translated.message,
      // Others may quote what the client sent.
      cause: root instanceof GatewayError ? root.cause : undefined,
    })
  }

  const translate = (error: GraphQLError, context: GatewayContext): WrittenError => {
    const { incoming, budget } = context
    const { id: requestId, span, record } = incoming
    const translated = toClientError(error, requestId, suggestions)
    const { code, network } = translated.extensions
    metrics.error(String(code), typeof network === 'string' ? network.toLowerCase() : 'none')
    span?.failed(String(code))
    record?.failed(String(code))
    if (isMasked(translated)) {
      budget.logged += 1
      if (budget.logged <= MAX_LOGGED_ERRORS) {
        log.error('resolver failed', { requestId, ...span?.ids, err: rootOf(error) })
      }
    } else if (log.isDebug) describe(error, translated, context)
    return toWritten(translated)
  }

  const countOmitted = ({ budget: { omitted }, incoming }: GatewayContext): void => {
    for (const [key, count] of omitted.byCode) {
      const [code = '', network = ''] = key.split(' ')
      metrics.error(code, network, count)
      incoming.record?.failed(code)
    }
    omitted.byCode.clear()
  }

  const toClientErrors = (
    errors: readonly GraphQLError[],
    context: GatewayContext,
  ): readonly WrittenError[] => {
    const { budget } = context
    const { omitted } = budget
    const room = MAX_ERRORS - budget.written
    for (const error of errors.slice(room)) omitError(budget, error)
    countOmitted(context)
    const translated = errors
      .slice(0, room)
      .toSorted(byPlace)
      .map((error) => translate(error, context))
    budget.written += translated.length
    const last = translated.at(-1)
    if (last && omitted.count > omitted.written) {
      Object.assign(last.extensions, { omittedErrors: omitted.count - omitted.written })
      omitted.written = omitted.count
    }
    return translated
  }

  return {
    translate,
    toClientErrors,
    finish(result, context) {
      const { data, errors, extensions } = result
      const { incoming, staleFields } = context
      const reported =
        data === undefined
          ? errors?.slice(0, MAX_DOCUMENT_ERRORS).map((error) => translate(error, context))
          : errors && toClientErrors(errors, context)
      const upstream = incoming.trace?.report()
      const stale = staleFields.length > 0 ? staleFields : undefined
      const allExtensions =
        upstream || stale
          ? { ...extensions, ...(upstream && { upstream }), ...(stale && { stale }) }
          : extensions
      const whole = {
        ...(reported && reported.length > 0 && { errors: reported }),
        ...(data !== undefined && { data }),
        ...(allExtensions && { extensions: allExtensions }),
      }
      const fitted = fit(whole, context, (error) => translate(error, context))
      // The same request may have another result next time.
      if (fitted.errors || fitted.extensions) incoming.cacheDependencies?.noStore()
      return fitted
    },
    recordExecution(operation, startedAt, { errors, hasData }, { span, record }) {
      span?.executed(operation)
      if (record) record.operation = operation
      const outcome = !errors?.length ? 'ok' : hasData ? 'partial' : 'failed'
      metrics.request(operation.kind, outcome, (performance.now() - startedAt) / 1000)
    },
  }
}
