import { getOperationAST, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isMasked, rootOf, toClientError } from '../client-error.ts'
import type { GatewayContext } from '../context.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'

/** Parse and validation errors of one answer; errors of execution are never dropped. */
const MAX_DOCUMENT_ERRORS = 5

interface Result {
  readonly data?: unknown
  readonly errors?: readonly GraphQLError[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

const isResult = (result: unknown): result is Result =>
  typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result)

/** Errors as clients see them, the trace for whoever asked for it, metrics and the log: the end of every answer. */
export const useOutcome = ({
  log,
  metrics,
}: {
  log: Log
  metrics: Metrics
}): Plugin<object, GatewayContext> => {
  const finish = (
    { data, errors, extensions }: Result,
    { incoming, staleAnswers }: GatewayContext,
  ): Result => {
    const shown = data === undefined ? errors?.slice(0, MAX_DOCUMENT_ERRORS) : errors
    const clientErrors = shown?.map((error) => {
      const translated = toClientError(error, incoming.id)
      const { code, network } = translated.extensions
      metrics.error(String(code), typeof network === 'string' ? network.toLowerCase() : 'none')
      if (isMasked(translated)) log.error('a resolver failed', { requestId: incoming.id, err: rootOf(error) })
      return translated
    })
    const upstream = incoming.trace?.report()
    const stale = staleAnswers.length > 0 ? staleAnswers : undefined
    const seen =
      upstream || stale
        ? { ...extensions, ...(upstream && { upstream }), ...(stale && { stale }) }
        : extensions
    return {
      ...(clientErrors && clientErrors.length > 0 && { errors: clientErrors }),
      ...(data !== undefined && { data }),
      ...(seen && { extensions: seen }),
    }
  }

  return {
    onExecute({ args }) {
      const startedAt = performance.now()
      const kind = getOperationAST(args.document, args.operationName)?.operation ?? 'none'
      return {
        onExecuteDone({ result }) {
          if (!isResult(result)) return
          const outcome = !result.errors?.length ? 'ok' : result.data ? 'partial' : 'failed'
          metrics.request(kind, outcome, (performance.now() - startedAt) / 1000)
        },
      }
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (isResult(result)) setResult(finish(result, serverContext))
    },
  }
}
